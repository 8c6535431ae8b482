using System.Text.RegularExpressions;
using Slipway.Adapters.Ec2;
using Slipway.Machines.Testing;
using Slipway.Platform.Machines;
using Slipway.Testing;

namespace Slipway.Providers.Tests.Clouds;

/// <summary>A region of a <see cref="FakeEc2"/>.</summary>
sealed partial class CloudPlace : ConformancePlace
{
    readonly TempFolder folder = new();
    readonly Dictionary<string, IReadOnlyList<string>> settings;

    public CloudPlace(params (string Name, string[] Values)[] more)
    {
        File.WriteAllText(folder["credentials"], "[default]\naws_access_key_id = AKIATEST\naws_secret_access_key = secret\n");
        settings = new(StringComparer.Ordinal)
        {
            ["region"] = ["eu-central-1"], ["endpoint"] = [Cloud.Url], ["credentials"] = [folder["credentials"]], ["image"] = ["ami-0123456789abcdef0"], ["types"] = ["c7a.large"],
        };
        foreach (var (name, values) in more)
        {
            settings[name] = values;
        }
    }

    public FakeEc2 Cloud { get; } = new();

    public override IMachineProvider Open(InstanceId instance) => new Ec2ProviderKind().Open(new ProviderSettings(settings), instance);

    public override Task<bool> EndAsync(string machineId)
    {
        var instance = Cloud.Instances.Single(it => it.Tags["slipway.machine"] == machineId);
        (instance.EndedAs, instance.EndedAt) = ("stopped", TimeProvider.System.GetUtcNow());
        return Task.FromResult(true);
    }

    public override Task<byte[]?> ConfigOfAsync(string machineId)
    {
        var userData = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(Cloud.Instances.Single(it => it.Tags["slipway.machine"] == machineId).Form["UserData"]));
        return Task.FromResult<byte[]?>(Convert.FromBase64String(ContentPattern().Match(userData).Groups[1].Value));
    }

    public override Task<string?> VisibleAsync(string machineId) =>
        Task.FromResult<string?>(string.Join('\n', Cloud.Instances.Single(it => it.Tags["slipway.machine"] == machineId).Form.Where(parameter => parameter.Key != "UserData")));

    public override async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        folder.Dispose();
        await base.DisposeAsync();
    }

    [GeneratedRegex("content: ([A-Za-z0-9+/=]+)", RegexOptions.None, 1000)]
    private static partial Regex ContentPattern();
}
