using System.Text;
using CsCheck;
using Slipway.Formats.OpenPgp;

namespace Slipway.Formats.Tests.OpenPgp;

public sealed class PublicKeyTests
{
    static readonly SigningKey s_key = SigningKeyTests.Key("ed25519");

    [Fact]
    public void A_key_is_read_armored_and_in_packets()
    {
        var key = PublicKey.Parse(s_key.ExportPublicArmored());
        (key.Fingerprint, key.KeyId).ShouldBe((s_key.Fingerprint, s_key.Fingerprint[24..]));
        key.UserIds.ShouldBe(["Pakete für alle <packages@example.org>"]);
        PublicKey.Parse(s_key.ExportPublicBinary()).ExportArmored().ShouldBe(s_key.ExportPublicArmored());
    }

    [Fact]
    public void A_signature_verifies_only_for_its_bytes_and_its_key()
    {
        var key = PublicKey.Parse(s_key.ExportPublicArmored());
        key.Verify("data"u8, s_key.DetachSign("data"u8, Gpg.At)).ShouldBeTrue();
        key.Verify("data!"u8, s_key.DetachSign("data"u8, Gpg.At)).ShouldBeFalse();
        key.Verify("data"u8, SigningKeyTests.Key("rsa4096").DetachSign("data"u8, Gpg.At)).ShouldBeFalse();
        key.Verify("data"u8, s_key.DetachSign("data"u8, Gpg.At.AddDays(-1))).ShouldBeFalse("made before the key was");
    }

    [Fact]
    public void A_sha1_signature_is_no_proof()
    {
        var packets = s_key.ExportPublicBinary();
        var weak = packets.AsSpan().IndexOf((ReadOnlySpan<byte>)[4, 0x13, 22, 10]);
        packets[weak + 3] = 2;
        Should.Throw<MalformedInputException>(() => PublicKey.Parse(packets)).Code.ShouldBe("openpgp.no-user-id");
    }

    [Fact]
    public void Damaged_keys_are_refused_and_nothing_else_is_thrown()
    {
        var seeds = new[] { s_key.ExportPublicBinary(), s_key.Serialize(), Encoding.ASCII.GetBytes(s_key.ExportPublicArmored()) };
        var signature = s_key.DetachSign("data"u8, Gpg.At);
        var key = PublicKey.Parse(seeds[0]);
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5000], Gen.Byte, Gen.Int[0, 5000]).Sample((seed, at, value, cut) =>
        {
            var bytes = seeds[seed].ToArray();
            bytes[at % bytes.Length] = value;
            bytes = bytes[..^(cut % 3 == 0 ? cut % bytes.Length : 0)];
            Refused(() => PublicKey.Parse(bytes));
            Refused(() => SigningKey.Deserialize(bytes));
            Refused(() => key.Verify("data"u8, bytes));
            var damaged = signature.ToArray();
            damaged[at % damaged.Length] = value;
            Refused(() => key.Verify("data"u8, damaged));
        }, iter: 1000);
    }

    static void Refused(Action action)
    {
        try
        {
            action();
        }
        catch (MalformedInputException)
        {
            // the one exception that callers expect
        }
    }
}
