using Slipway.Formats.OpenPgp;
using Slipway.Testing;

namespace Slipway.Formats.Tests.OpenPgp;

/// <summary>The real gpg with a key ring of its own.</summary>
public sealed class Gpg : IAsyncDisposable
{
    readonly TempFolder _home = new();

    public string this[string file] => _home[file];

    public static DateTimeOffset At { get; } = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static DateTimeOffset MuchLater { get; } = At.AddYears(30);

    public Task<string> RunAsync(params string[] arguments) =>
        Tool.RunAsync("gpg", ["--homedir", _home.Path, "--no-permission-warning", "--batch", "--yes", "--no-tty", "--pinentry-mode", "loopback", .. arguments]);

    /// <summary>A secret key as gpg makes and exports it.</summary>
    public async Task<string> MakeKeyAsync(string algorithm, string usage = "sign", string passphrase = "", string expire = "never", params string[] more)
    {
        await RunAsync(["--passphrase", passphrase, .. more, "--quick-gen-key", "Team <team@example.org>", algorithm, usage, expire]);
        return await RunAsync("--passphrase", passphrase, "--armor", "--export-secret-keys");
    }

    public async Task<string> FingerprintAsync() =>
        (await RunAsync("--with-colons", "--list-keys")).Split('\n').First(line => line.StartsWith("fpr:", StringComparison.Ordinal)).Split(':')[9];

    public async Task<ToolResult> VerifyClearAsync(SigningKey key, byte[] message)
    {
        await File.WriteAllBytesAsync(this["key.gpg"], key.ExportPublicBinary());
        await File.WriteAllBytesAsync(this["message"], message);
        return await Tool.TryAsync("gpgv", "--keyring", this["key.gpg"], "--weak-digest", "SHA1", this["message"]);
    }

    public async Task<ToolResult> VerifyDetachedAsync(SigningKey key, byte[] data, byte[] signature)
    {
        await File.WriteAllBytesAsync(this["key.gpg"], key.ExportPublicBinary());
        await File.WriteAllBytesAsync(this["data"], data);
        await File.WriteAllBytesAsync(this["data.asc"], signature);
        return await Tool.TryAsync("gpgv", "--keyring", this["key.gpg"], this["data.asc"], this["data"]);
    }

    public async Task<string> PacketsAsync(byte[] packets)
    {
        await File.WriteAllBytesAsync(this["packets"], packets);
        return await RunAsync("--list-packets", "--verbose", this["packets"]);
    }

    public async ValueTask DisposeAsync()
    {
        await Tool.TryAsync("gpgconf", "--homedir", _home.Path, "--kill", "all");
        _home.Dispose();
    }
}
