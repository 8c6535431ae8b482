using System.Diagnostics;
using System.Text;
using Slipway.Formats.OpenPgp;

namespace Slipway.Formats.Tests.OpenPgp;

public sealed class SigningKeyTests
{
    static readonly SigningKey s_rsa = SigningKey.Generate(KeyAlgorithm.Rsa4096, "Packages <packages@example.org>", Gpg.At);
    static readonly SigningKey s_ed25519 = SigningKey.Generate(KeyAlgorithm.Ed25519, "Pakete für alle <packages@example.org>", Gpg.At);

    public static TheoryData<string> Texts =>
    [
        "Origin: Example\nSHA256:\n abc 12 main/binary-amd64/Packages\n",
        "no final newline",
        "",
        "\n",
        "\n\n\nthree before and two after\n\n\n",
        "-----BEGIN PGP SIGNATURE-----\n- dash\n-\n--\n -not first\nFrom me\n",
        "trailing blanks  \t \nand tabs\t\n \n\t\n",
        "lines end\r\nas on Windows\r\n",
        "ends with a return\r",
        "ümläut \u2028 日本語 🚢\n",
        "control \u0001\u007f characters\n",
        "-",
    ];

    public static SigningKey Key(string algorithm) => algorithm == "rsa4096" ? s_rsa : s_ed25519;

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Gpgv_accepts_a_clear_signed_text(string text)
    {
        await using var gpg = new Gpg();
        foreach (var key in new[] { s_rsa, s_ed25519 })
        {
            var result = await gpg.VerifyClearAsync(key, key.ClearSign(Encoding.UTF8.GetBytes(text), Gpg.At));
            result.ExitCode.ShouldBe(0, result.Error);
            result.Error.ShouldContain("Good signature");
        }
    }

    [Fact]
    public async Task Gpgv_refuses_a_clear_signed_text_that_was_changed()
    {
        await using var gpg = new Gpg();
        var message = Encoding.UTF8.GetString(s_ed25519.ClearSign("Suite: stable\n"u8, Gpg.At)).Replace("stable", "stable2", StringComparison.Ordinal);
        (await gpg.VerifyClearAsync(s_ed25519, Encoding.UTF8.GetBytes(message))).ExitCode.ShouldNotBe(0);
    }

    [Theory]
    [InlineData("rsa4096")]
    [InlineData("ed25519")]
    public async Task Gpgv_accepts_a_detached_signature_over_any_bytes(string algorithm)
    {
        await using var gpg = new Gpg();
        var data = new byte[100_000];
        new Random(7).NextBytes(data);
        var result = await gpg.VerifyDetachedAsync(Key(algorithm), data, Key(algorithm).DetachSign(data, Gpg.At));
        result.ExitCode.ShouldBe(0, result.Error);
        result.Error.ShouldContain("Wed Mar  4 05:06:07 2026");
    }

    [Theory]
    [InlineData("rsa4096")]
    [InlineData("ed25519")]
    public async Task Gpg_imports_the_key_and_finds_only_version_4_and_sha512(string algorithm)
    {
        await using var gpg = new Gpg();
        await File.WriteAllTextAsync(gpg["public.asc"], Key(algorithm).ExportPublicArmored());
        await gpg.RunAsync("--import", gpg["public.asc"]);
        (await gpg.FingerprintAsync()).ShouldBe(Key(algorithm).Fingerprint);
        var packets = await gpg.PacketsAsync([.. Key(algorithm).ExportPublicBinary(), .. Armored(Key(algorithm).DetachSign("x"u8, Gpg.At))]);
        packets.ShouldContain("version 4");
        packets.ShouldNotContain("version 3");
        packets.ShouldContain("digest algo 10");
        packets.ShouldNotContain("digest algo 2,");
    }

    [Theory]
    [InlineData("rsa4096")]
    [InlineData("ed25519")]
    public async Task Gpg_can_use_the_serialized_secret_key(string algorithm)
    {
        await using var gpg = new Gpg();
        await File.WriteAllBytesAsync(gpg["secret.gpg"], Key(algorithm).Serialize());
        await gpg.RunAsync("--import", gpg["secret.gpg"]);
        await File.WriteAllTextAsync(gpg["text"], "hello");
        await gpg.RunAsync("--passphrase", "", "--output", gpg["text.sig"], "--detach-sign", gpg["text"]);
        var signature = await File.ReadAllBytesAsync(gpg["text.sig"]);
        PublicKey.Parse(Key(algorithm).ExportPublicArmored()).Verify("hello"u8, signature).ShouldBeTrue();
    }

    [Theory]
    [InlineData("rsa4096")]
    [InlineData("ed25519")]
    public void A_key_survives_being_stored(string algorithm)
    {
        var key = Key(algorithm);
        var again = SigningKey.Deserialize(key.Serialize());
        (again.Fingerprint, again.UserId, again.Algorithm, again.CreatedAt).ShouldBe((key.Fingerprint, key.UserId, algorithm, Gpg.At));
        again.ExportPublicBinary().ShouldBe(key.ExportPublicBinary());
        again.Serialize().ShouldBe(key.Serialize());
        again.DetachSign("x"u8, Gpg.At).ShouldBe(key.DetachSign("x"u8, Gpg.At));
    }

    [Fact]
    public void Many_threads_sign_with_one_key()
    {
        var expected = s_rsa.DetachSign("same"u8, Gpg.At);
        Parallel.For(0, 64, _ => s_rsa.DetachSign("same"u8, Gpg.At).ShouldBe(expected));
    }

    [Theory]
    [InlineData("rsa4096")]
    [InlineData("ed25519")]
    public void A_signature_is_made_at_once(string algorithm)
    {
        var release = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(" 0123456789abcdef 1234 main/binary-amd64/Packages.gz\n", 2000)));
        Key(algorithm).ClearSign(release, Gpg.At);
        var times = Enumerable.Range(0, 31).Select(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            Key(algorithm).ClearSign(release, Gpg.At);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }).Order().ToList();
        TestContext.Current.SendDiagnosticMessage($"{algorithm}: median {times[15]:0.00} ms, fastest {times[0]:0.00} ms");
        times[0].ShouldBeLessThan(20); // generous: the machine may be busy
    }

    static byte[] Armored(byte[] armor) => Convert.FromBase64String(string.Concat(
        Encoding.ASCII.GetString(armor).Split('\n').Where(line => line.Length > 0 && line[0] is not ('-' or '='))));
}
