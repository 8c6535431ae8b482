using System.Text;
using Slipway.Formats.OpenPgp;
using Slipway.Testing;

namespace Slipway.Formats.Tests.OpenPgp;

/// <summary>Clear-signed messages, against gpg on both sides.</summary>
public sealed class ClearSignedTests
{
    const string Text = "first\n- dash\n-- two\ntrailing blanks \t\n\nFrom here\n";
    static readonly SigningKey s_key = SigningKey.Generate(KeyAlgorithm.Ed25519, "Team <team@example.org>", Gpg.At);
    static readonly PublicKey s_public = PublicKey.Parse(s_key.ExportPublicArmored());

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa2048")]
    public async Task What_gpg_signs_is_verified_and_read_as_gpg_reads_it(string algorithm)
    {
        await using var gpg = new Gpg();
        await gpg.MakeKeyAsync(algorithm);
        await File.WriteAllTextAsync(gpg["text"], Text);
        await gpg.RunAsync("--passphrase", "", "--clear-sign", "--output", gpg["signed"], gpg["text"]);
        var key = PublicKey.Parse(await gpg.RunAsync("--armor", "--export"));
        var message = ClearSignedMessage.Parse(await File.ReadAllBytesAsync(gpg["signed"]));
        key.Verify(message).ShouldBeTrue();
        s_public.Verify(message).ShouldBeFalse();
        Encoding.UTF8.GetString(message.Text).ShouldBe(Text.Replace("blanks \t\n", "blanks\n", StringComparison.Ordinal));

        // A mailer's line ends are no change.
        key.Verify(ClearSignedMessage.Parse(Encoding.UTF8.GetBytes((await File.ReadAllTextAsync(gpg["signed"])).Replace("\n", "\r\n", StringComparison.Ordinal)))).ShouldBeTrue();
    }

    [Fact]
    public async Task We_and_gpgv_agree_on_changed_messages()
    {
        await using var gpg = new Gpg();
        var good = s_key.ClearSign(Encoding.UTF8.GetBytes(Text), Gpg.At);
        s_public.Verify(ClearSignedMessage.Parse(good)).ShouldBeTrue();
        (await gpg.VerifyClearAsync(s_key, good)).ExitCode.ShouldBe(0);
        for (var at = 40; at < good.Length - 120; at += 7)
        {
            var changed = good.ToArray();
            changed[at] ^= 0x01;
            if (Accepts(changed))
            {
                (await gpg.VerifyClearAsync(s_key, changed)).ExitCode.ShouldBe(0, $"byte {at}");
            }
        }
    }

    [Fact]
    public void Nothing_stands_around_a_message()
    {
        var good = Encoding.UTF8.GetString(s_key.ClearSign(Encoding.UTF8.GetBytes(Text), Gpg.At));
        Refused("before\n" + good);
        Refused(good + "after\n");
        Refused(good.Replace("Hash: ", "Comment: ", StringComparison.Ordinal));
        Refused(good.Replace("- - dash", "- dash", StringComparison.Ordinal).Replace("\n- dash", "\n-dash", StringComparison.Ordinal));
        Refused(good[..(good.Length / 2)]);
        Refused("");
    }

    [Fact]
    public void A_signature_of_bytes_is_none_of_text()
    {
        var text = "one line";
        var detached = Encoding.UTF8.GetString(s_key.DetachSign(Encoding.UTF8.GetBytes(text), Gpg.At));
        s_public.Verify(ClearSignedMessage.Parse(Encoding.UTF8.GetBytes($"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{text}\n{detached}"))).ShouldBeFalse();
    }

    static bool Accepts(byte[] message)
    {
        try
        {
            return s_public.Verify(ClearSignedMessage.Parse(message));
        }
        catch (MalformedInputException)
        {
            return false;
        }
    }

    static void Refused(string message) => Should.Throw<MalformedInputException>(() => ClearSignedMessage.Parse(Encoding.UTF8.GetBytes(message))).Code.ShouldBe("openpgp.clear-signed");
}
