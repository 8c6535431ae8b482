using System.Text;
using Slipway.Formats.OpenPgp;

namespace Slipway.Formats.Tests.OpenPgp;

public sealed class ImportTests
{
    [Theory]
    [InlineData("rsa2048", "")]
    [InlineData("rsa3072", "correct horse")]
    [InlineData("ed25519", "")]
    [InlineData("ed25519", "pässword")]
    public async Task A_key_made_by_gpg_signs_as_before(string algorithm, string passphrase)
    {
        await using var gpg = new Gpg();
        var key = SigningKey.Import(await gpg.MakeKeyAsync(algorithm, passphrase: passphrase), passphrase, Gpg.MuchLater);
        key.Fingerprint.ShouldBe(await gpg.FingerprintAsync());
        key.Algorithm.ShouldBe(algorithm);
        key.UserId.ShouldBe("Team <team@example.org>");
        var stored = SigningKey.Deserialize(key.Serialize());
        var result = await gpg.VerifyClearAsync(stored, stored.ClearSign("text\n"u8, Now(key)));
        result.ExitCode.ShouldBe(0, result.Error);
    }

    [Fact]
    public async Task A_signing_subkey_signs_for_a_primary_key_that_only_certifies()
    {
        await using var gpg = new Gpg();
        var key = SigningKey.Import(await WithSubkeyAsync(gpg, "--export-secret-keys"), null, Gpg.MuchLater);
        await SignsBySubkeyAsync(gpg, key);
    }

    [Fact]
    public async Task A_signing_subkey_is_enough_when_the_primary_secret_is_kept_offline()
    {
        await using var gpg = new Gpg();
        var key = SigningKey.Import(await WithSubkeyAsync(gpg, "--export-secret-subkeys"), null, Gpg.MuchLater);
        await SignsBySubkeyAsync(gpg, SigningKey.Deserialize(key.Serialize()));
    }

    [Fact]
    public async Task Sha1_self_signatures_are_renewed()
    {
        await using var gpg = new Gpg();
        var armored = await gpg.MakeKeyAsync("rsa2048", more: ["--cert-digest-algo", "SHA1"]);
        (await gpg.RunAsync("--list-packets", await WriteAsync(gpg, armored))).ShouldContain("digest algo 2,");
        var key = SigningKey.Import(armored, null, Gpg.MuchLater);
        (await gpg.PacketsAsync(key.ExportPublicBinary())).ShouldNotContain("digest algo 2,");
        var result = await gpg.VerifyDetachedAsync(key, [1], key.DetachSign([1], Now(key)));
        result.ExitCode.ShouldBe(0, result.Error);
    }

    [Theory]
    [InlineData("dsa2048", "sign", "openpgp.unsupported-algorithm")]
    [InlineData("rsa1024", "sign", "openpgp.unsupported-algorithm")]
    [InlineData("nistp256", "sign", "openpgp.unsupported-algorithm")]
    [InlineData("rsa2048", "cert", "openpgp.no-signing-key")]
    public async Task A_key_that_clients_refuse_is_refused(string algorithm, string usage, string code)
    {
        await using var gpg = new Gpg();
        var armored = await gpg.MakeKeyAsync(algorithm, usage);
        Refusal(() => SigningKey.Import(armored, null, Gpg.MuchLater)).ShouldBe(code);
    }

    [Fact]
    public async Task An_expired_key_is_refused()
    {
        await using var gpg = new Gpg();
        var armored = await gpg.MakeKeyAsync("ed25519", expire: "2d");
        Refusal(() => SigningKey.Import(armored, null, Gpg.MuchLater)).ShouldBe("openpgp.expired");
        var alive = SigningKey.Import(armored, null, SigningKey.Deserialize(Bytes(armored)).CreatedAt.AddDays(1));
        alive.ExpiresAt.ShouldBe(alive.CreatedAt.AddDays(2));
    }

    [Fact]
    public async Task A_revoked_key_is_refused()
    {
        await using var gpg = new Gpg();
        await gpg.MakeKeyAsync("ed25519");
        var revocation = await File.ReadAllTextAsync(Directory.GetFiles(gpg["openpgp-revocs.d"]).Single());
        await File.WriteAllTextAsync(gpg["rev.asc"], revocation.Replace(":-----", "-----", StringComparison.Ordinal));
        await gpg.RunAsync("--import", gpg["rev.asc"]);
        var armored = await gpg.RunAsync("--armor", "--export-secret-keys");
        Refusal(() => SigningKey.Import(armored, null, Gpg.MuchLater)).ShouldBe("openpgp.revoked");
    }

    [Fact]
    public async Task A_wrong_or_missing_passphrase_is_told_apart()
    {
        await using var gpg = new Gpg();
        var armored = await gpg.MakeKeyAsync("rsa2048", passphrase: "right");
        Refusal(() => SigningKey.Import(armored, "wrong", Gpg.MuchLater)).ShouldBe("openpgp.wrong-passphrase");
        Refusal(() => SigningKey.Import(armored, null, Gpg.MuchLater)).ShouldBe("openpgp.passphrase-missing");
    }

    [Fact]
    public async Task Anything_that_is_no_secret_key_is_refused()
    {
        await using var gpg = new Gpg();
        var armored = await gpg.MakeKeyAsync("ed25519");
        Refusal(() => SigningKey.Import("hello", null, Gpg.At)).ShouldBe("openpgp.armor");
        Refusal(() => SigningKey.Import(SigningKeyTests.Key("ed25519").ExportPublicArmored(), null, Gpg.At)).ShouldBe("openpgp.wrong-block");
        Refusal(() => SigningKey.Import(armored[..^200], null, Gpg.At)).ShouldBe("openpgp.armor");
        Refusal(() => SigningKey.Import(new string('x', 2_000_000), null, Gpg.At)).ShouldBe("openpgp.too-large");
        Refusal(() => SigningKey.Deserialize(Bytes(armored).AsSpan(0, 60))).ShouldBe("openpgp.malformed");
    }

    static async Task<string> WithSubkeyAsync(Gpg gpg, string export)
    {
        await gpg.MakeKeyAsync("rsa2048", "cert");
        await gpg.RunAsync("--passphrase", "", "--quick-add-key", await gpg.FingerprintAsync(), "rsa2048", "encr", "never");
        await gpg.RunAsync("--passphrase", "", "--quick-add-key", await gpg.FingerprintAsync(), "ed25519", "sign", "never");
        return await gpg.RunAsync("--armor", export);
    }

    static async Task SignsBySubkeyAsync(Gpg gpg, SigningKey key)
    {
        key.Fingerprint.ShouldBe(await gpg.FingerprintAsync());
        key.SignerFingerprint.ShouldNotBe(key.Fingerprint);
        var result = await gpg.VerifyDetachedAsync(key, [1, 2, 3], key.DetachSign([1, 2, 3], Now(key)));
        result.ExitCode.ShouldBe(0, result.Error);
        PublicKey.Parse(key.ExportPublicBinary()).Verify([1, 2, 3], key.DetachSign([1, 2, 3], Now(key))).ShouldBeTrue();
    }

    // gpg made these keys by the machine's clock; a signature must be a little later and not in the future.
    static DateTimeOffset Now(SigningKey key) => key.CreatedAt.AddSeconds(1) is var soon && soon < DateTimeOffset.UtcNow ? soon : DateTimeOffset.UtcNow;

    static string Refusal(Action action) => Should.Throw<MalformedInputException>(action).Code;

    static byte[] Bytes(string armor) => Convert.FromBase64String(string.Concat(
        armor.Split('\n').SkipWhile(line => line.Length > 0).Where(line => line.Length > 0 && line[0] is not ('-' or '='))));

    static async Task<string> WriteAsync(Gpg gpg, string text)
    {
        await File.WriteAllTextAsync(gpg["key.asc"], text, Encoding.ASCII);
        return gpg["key.asc"];
    }
}
