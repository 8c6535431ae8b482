using System.Text;
using Slipway.Formats.OpenPgp;

namespace Slipway.Fuzz;

/// <summary>Keys and signatures from outside: refused with a code, or read; never anything else.</summary>
static class OpenPgpTargets
{
    static readonly DateTimeOffset s_at = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly SigningKey s_key = SigningKey.Generate(KeyAlgorithm.Ed25519, "Fuzz <fuzz@example.org>", s_at);
    static readonly PublicKey s_public = PublicKey.Parse(s_key.ExportPublicArmored());

    public static IEnumerable<FuzzTarget> All =>
    [
        new("openpgp-public", [s_key.ExportPublicBinary(), Encoding.ASCII.GetBytes(s_key.ExportPublicArmored())], Run(data => PublicKey.Parse(data))),
        new("openpgp-secret", [s_key.Serialize()], Run(data => SigningKey.Deserialize(data))),
        new("openpgp-import", [ArmoredSecret()], Run(data => SigningKey.Import(Encoding.UTF8.GetString(data), "passphrase", s_at))),
        new("openpgp-clear-signed", [s_key.ClearSign("some text\n- dash\n"u8, s_at)], Run(data => s_public.Verify(ClearSignedMessage.Parse(data)))),
        new("openpgp-signature", [s_key.DetachSign("data"u8, s_at)], Run(data => s_public.Verify("data"u8, data))),
    ];

    // RFC 9580, 6.2: the checksum may be absent.
    static byte[] ArmoredSecret() => Encoding.ASCII.GetBytes(
        $"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n{Convert.ToBase64String(s_key.Serialize(), Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n")}\n-----END PGP PRIVATE KEY BLOCK-----\n");

    static Func<byte[], CancellationToken, Task> Run(Action<byte[]> read) => (data, _) =>
    {
        read(data);
        return Task.CompletedTask;
    };
}
