using Microsoft.Extensions.DependencyInjection;
using Slipway.Platform.Auth;
using Slipway.Platform.Blobs;
using Slipway.Platform.Identity;
using Slipway.Platform.Metrics;
using Slipway.Platform.Secrets;

namespace Slipway.Platform;

public static class PlatformServices
{
    /// <summary>What every module stands on, on the embedded default: blobs and secrets in the data folder.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, DataFolder data) => services
        .AddSingleton(data)
        .AddSingleton(TimeProvider.System)
        .AddSingleton(_ => SecretBox.Open(data.InstanceKey))
        .AddSingleton<IBlobStore>(provider => new FileBlobStore(data.Root, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<UserDirectory>()
        .AddSingleton<TokenDirectory>()
        .AddSingleton<FirstAdmin>()
        .AddSingleton<PublicAddress>()
        .AddSingleton<BrowserSessions>()
        .AddHttpContextAccessor()
        .AddScoped<RequestCaller>()
        .AddScoped<Pages.PageForms>()
        .AddIdentity()
        .AddHostedService<LastUsedWriter>()
        .AddSingleton<MetricsText>()
        .AddMetrics();
}
