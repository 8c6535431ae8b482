using Slipway.Formats;
using Slipway.KnownHosts.File;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts;

/// <summary>The three files that belong together: <c>known_hosts</c>, <c>known_hosts.policy.json</c>, <c>known_hosts.evidence.json</c>.</summary>
public sealed record KnownHostsFolder(string Path, PolicyFiles Beside, KnownHostsFile File, Ledger Ledger, Policy Policy)
{
    public const string PolicyEnding = ".policy.json";
    public const string LedgerEnding = ".evidence.json";

    public string LedgerPath => Path + LedgerEnding;

    /// <summary>Those that the file names in full, then those of the policy.</summary>
    public IReadOnlyList<HostAddress> Hosts => [.. File.Hosts.Concat(Policy.Hosts.Keys.Where(name => name != "*").Select(HostAddress.TryParse).OfType<HostAddress>()).Distinct()];

    /// <param name="policy">Null: there is none.</param>
    /// <exception cref="KnownHostsException">A file can't be used.</exception>
    public static KnownHostsFolder Of(string path, PolicyFiles beside, byte[]? file, byte[]? ledger, byte[]? policy)
    {
        try
        {
            return new KnownHostsFolder(path, beside, KnownHostsFile.Parse(file), Ledger.Parse(ledger), policy is null ? new Policy() : Policy.Parse(policy));
        }
        catch (MalformedInputException bad)
        {
            throw new KnownHostsException("known-hosts.malformed", bad.Message);
        }
    }

    /// <param name="path">Of known_hosts; what is not there is empty.</param>
    /// <param name="policy">Another policy than the one beside it.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="KnownHostsException">A file can't be used.</exception>
    public static async Task<KnownHostsFolder> ReadAsync(string path, string? policy, CancellationToken ct)
    {
        var policyPath = policy ?? path + PolicyEnding;
        var hasPolicy = policy is not null || System.IO.File.Exists(policyPath);
        return Of(
            path, PolicyFiles.InFolder(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(policyPath))!),
            await BytesAsync(path, ct), await BytesAsync(path + LedgerEnding, ct), hasPolicy ? await System.IO.File.ReadAllBytesAsync(policyPath, ct) : null);
    }

    /// <summary>First the evidence, then the file: a key is never trusted without it.</summary>
    public async Task WriteAsync(Revision revision, CancellationToken ct)
    {
        var (ledger, file) = (revision.Ledger.Write(), revision.File.Write());
        if (revision.Ledger.Hosts.Count > 0 && !Same(ledger, await BytesAsync(LedgerPath, ct)))
        {
            await AtomicFile.WriteAsync(LedgerPath, ledger, ct);
        }

        if (!Same(file, await BytesAsync(Path, ct)))
        {
            await AtomicFile.WriteAsync(Path, file, ct);
        }
    }

    /// <summary>The same with the file and the evidence of elsewhere: of a branch.</summary>
    public KnownHostsFolder With(byte[] file, byte[] ledger) => this with { File = KnownHostsFile.Parse(file), Ledger = Ledger.Parse(ledger) };

    static async Task<byte[]> BytesAsync(string path, CancellationToken ct) => System.IO.File.Exists(path) ? await System.IO.File.ReadAllBytesAsync(path, ct) : [];

    static bool Same(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);
}
