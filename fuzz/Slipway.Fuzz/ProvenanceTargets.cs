using System.Text;
using System.Text.Json.Nodes;
using Slipway.Formats.Provenance;

namespace Slipway.Fuzz;

/// <summary>Provenance from outside: its envelope, the statement in it, and the keys that are to check it.</summary>
static class ProvenanceTargets
{
    static readonly ProvenanceKey s_key = ProvenanceKey.Generate();
    static readonly byte[] s_statement = ProvenanceStatement.Of(
        [new("a.deb", new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = "00" })],
        new(
            new("urn:test", new JsonObject { ["source"] = "https://x", ["ref"] = "refs/heads/main" }, null, [new("git+https://x", null)]),
            new(new("https://builder"), new("https://job")))).Write();

    public static IEnumerable<FuzzTarget> All =>
    [
        new("provenance-envelope", [DsseEnvelope.Sign(ProvenanceStatement.PayloadType, s_statement, s_key).Write()], Run(data => DsseEnvelope.Parse(data).IsSignedBy(s_key.Public))),
        new("provenance-statement", [s_statement], Run(data => ProvenanceStatement.Parse(new DsseEnvelope(ProvenanceStatement.PayloadType, data, [])).IsAbout("00"))),
        new("provenance-key", [Encoding.ASCII.GetBytes(s_key.Public.ToPem())], Run(data => ProvenancePublicKey.ParsePem(Encoding.UTF8.GetString(data)))),
    ];

    static Func<byte[], CancellationToken, Task> Run(Action<byte[]> read) => (data, _) =>
    {
        read(data);
        return Task.CompletedTask;
    };
}
