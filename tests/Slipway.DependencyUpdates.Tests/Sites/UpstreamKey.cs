using Slipway.Testing;

namespace Slipway.DependencyUpdates.Tests.Sites;

/// <summary>A key of gpg's own making, which signs as upstreams do.</summary>
sealed class UpstreamKey : IDisposable
{
    readonly TempFolder _folder = new();

    UpstreamKey() => Directory.CreateDirectory(_folder["home"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    public string Armored { get; private set; } = "";

    public static async Task<UpstreamKey> MakeAsync()
    {
        var key = new UpstreamKey();
        await key.GpgAsync("--passphrase", "", "--quick-generate-key", "Upstream <up@example.org>", "ed25519", "sign", "never");
        key.Armored = await key.GpgAsync("--armor", "--export");
        return key;
    }

    /// <summary>In packets.</summary>
    public Task<byte[]> SignAsync(byte[] bytes) => RunAsync(bytes, "--detach-sign");

    public Task<byte[]> ClearSignAsync(byte[] bytes) => RunAsync(bytes, "--clear-sign");

    public void Dispose()
    {
        Tool.RunAsync("gpgconf", "--homedir", _folder["home"], "--kill", "all").GetAwaiter().GetResult();
        _folder.Dispose();
    }

    async Task<byte[]> RunAsync(byte[] bytes, string how)
    {
        await File.WriteAllBytesAsync(_folder["what"], bytes);
        await GpgAsync("--yes", "--output", _folder["made"], how, _folder["what"]);
        return await File.ReadAllBytesAsync(_folder["made"]);
    }

    Task<string> GpgAsync(params string[] arguments) => Tool.RunAsync("gpg", ["--homedir", _folder["home"], "--batch", .. arguments]);
}
