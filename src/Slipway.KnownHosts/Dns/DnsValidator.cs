using System.Collections.Concurrent;
using System.Globalization;
using Slipway.Formats;

namespace Slipway.KnownHosts.Dns;

/// <summary>
/// Records of which each signature up to the root was checked here (RFC 4035, 5). Only what is there is proven, never that something is not;
/// what comes from a wildcard is not taken. The resolver need not be trusted, and its AD bit is not looked at.
/// </summary>
sealed class DnsValidator(DnsResolver resolver, IReadOnlyList<string> anchors, TimeProvider time)
{
    const int MostAliases = 4;

    // IANA's root zone trust anchors, KSK-2017 and KSK-2024.
    static readonly string[] s_root =
    [
        "20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
        "38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
    ];

    readonly ConcurrentDictionary<DnsName, Lazy<Task<IReadOnlyList<DnsKey>>>> keys = new();
    readonly IReadOnlyList<byte[]> root = [.. (anchors.Count > 0 ? anchors : s_root).Select(Anchor)];

    /// <returns>The records' data; none where there is no such record.</returns>
    /// <exception cref="KnownHostsException">They are not signed, or not rightly.</exception>
    public async Task<IReadOnlyList<byte[]>> FindAsync(DnsName name, ushort type, CancellationToken ct)
    {
        for (var aliases = 0; aliases <= MostAliases; aliases++)
        {
            var answer = await resolver.AskAsync(name, type, ct);
            if (answer.Answers.Any(record => record.Owner == name && record.Type == type))
            {
                return await CheckAsync(name, type, answer, ct);
            }

            if (!answer.Answers.Any(record => record.Owner == name && record.Type == DnsRecord.CName))
            {
                return [];
            }

            var (alias, at) = ((await CheckAsync(name, DnsRecord.CName, answer, ct))[0], 0);
            name = DnsName.Read(alias, ref at);
        }

        throw Bogus(name, "it has too many aliases");
    }

    /// <exception cref="KnownHostsException">It is none.</exception>
    internal static byte[] Anchor(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => !char.IsAsciiDigit(word[0])).ToArray();
        return words.Length >= 4 && ushort.TryParse(words[0], CultureInfo.InvariantCulture, out var tag) && byte.TryParse(words[1], CultureInfo.InvariantCulture, out var algorithm)
            && byte.TryParse(words[2], CultureInfo.InvariantCulture, out var digest) && Hex(string.Concat(words[3..])) is { } value
            ? [(byte)(tag >> 8), (byte)tag, algorithm, digest, .. value]
            : throw new KnownHostsException("policy.malformed", $"'{text}' is no DS record of the root: write TAG ALGORITHM DIGEST-TYPE DIGEST.");

        static byte[]? Hex(string hex) => hex.Length is > 0 and < 200 && hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : null;
    }

    async Task<IReadOnlyList<byte[]>> CheckAsync(DnsName name, ushort type, DnsMessage answer, CancellationToken ct)
    {
        var records = answer.Answers.Where(record => record.Owner == name && record.Type == type).ToList();
        foreach (var signature in Signatures(name, type, answer))
        {
            // The parent speaks for a zone's DS; nobody speaks for what is not below.
            if (name.IsWithin(signature.Signer) && !(type == DnsRecord.Ds && signature.Signer == name) && IsRight(signature, name, records, await KeysAsync(signature.Signer, ct)))
            {
                return [.. records.Select(record => record.Data)];
            }
        }

        throw Bogus(name, answer.Answers.Any(record => record.Type == DnsRecord.Signature) ? "a signature is wrong or not of this time" : "it is not signed");
    }

    Task<IReadOnlyList<DnsKey>> KeysAsync(DnsName zone, CancellationToken ct) => keys.GetOrAdd(zone, _ => new(() => ReadKeysAsync(zone, ct))).Value;

    async Task<IReadOnlyList<DnsKey>> ReadKeysAsync(DnsName zone, CancellationToken ct)
    {
        var trusted = zone == DnsName.Root ? root : await FindAsync(zone, DnsRecord.Ds, ct);
        var answer = await resolver.AskAsync(zone, DnsRecord.Key, ct);
        var records = answer.Answers.Where(record => record.Owner == zone && record.Type == DnsRecord.Key).ToList();
        var all = records.Select(record => new DnsKey(record.Data)).Where(key => key.IsUsable).ToList();
        var entries = all.Where(key => trusted.Any(ds => key.Is(zone, ds))).ToList();
        return Signatures(zone, DnsRecord.Key, answer).Any(signature => signature.Signer == zone && IsRight(signature, zone, records, entries))
            ? all
            : throw Bogus(zone, trusted.Count == 0 ? "its parent does not vouch for it: the zone is not signed" : "its keys are not those for which its parent vouches");
    }

    bool IsRight(DnsSignature signature, DnsName name, List<DnsRecord> records, IReadOnlyList<DnsKey> by) =>
        signature.Labels == name.Labels && signature.IsTimely(time.GetUtcNow())
        && by.Any(key => key.Tag == signature.Tag && key.Algorithm == signature.Algorithm && key.Verify(signature.Signed(name, records), signature.Value));

    static IEnumerable<DnsSignature> Signatures(DnsName name, ushort type, DnsMessage answer)
    {
        try
        {
            return [.. answer.Answers.Where(record => record.Owner == name && record.Type == DnsRecord.Signature).Select(record => DnsSignature.Parse(record.Data)).Where(one => one.Covered == type).Take(8)];
        }
        catch (MalformedInputException)
        {
            return [];
        }
    }

    static KnownHostsException Bogus(DnsName name, string why) => new("dns.bogus", $"What DNS says of {name} is not proven: {why}.");
}
