using Slipway.Formats.Ssh;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Ssh;

/// <summary>ssh-keygen is the oracle.</summary>
public class SshPublicKeyTests
{
    [Theory]
    [InlineData("ed25519", "")]
    [InlineData("rsa", "2048")]
    [InlineData("rsa", "4096")]
    [InlineData("ecdsa", "256")]
    [InlineData("ecdsa", "384")]
    [InlineData("ecdsa", "521")]
    public async Task What_ssh_keygen_makes_is_read_with_its_fingerprint(string type, string bits)
    {
        using var folder = new TempFolder();
        string[] size = bits.Length == 0 ? [] : ["-b", bits];
        await Tool.RunAsync("ssh-keygen", ["-q", "-t", type, .. size, "-N", "", "-C", "ann on a laptop", "-f", folder["key"]]);
        var key = SshPublicKey.Parse(await File.ReadAllTextAsync(folder["key.pub"]));
        (await Tool.RunAsync("ssh-keygen", "-l", "-f", folder["key.pub"])).ShouldContain($" {key.Fingerprint} ");
        key.Comment.ShouldBe("ann on a laptop");
        (await File.ReadAllTextAsync(folder["key.pub"])).ShouldStartWith(key.Line + " ");
    }

    [Fact]
    public async Task A_private_key_and_one_that_is_too_short_are_refused()
    {
        using var folder = new TempFolder();
        await Tool.RunAsync("ssh-keygen", "-q", "-t", "rsa", "-b", "1024", "-N", "", "-f", folder["key"]);
        Code(await File.ReadAllTextAsync(folder["key"])).ShouldBe("ssh.private-key");
        Code(await File.ReadAllTextAsync(folder["key.pub"])).ShouldBe("ssh.rsa-bits");
    }

    [Theory]
    [InlineData("", "ssh.unknown-type")]
    [InlineData("ssh-dss AAAA", "ssh.unknown-type")]
    [InlineData("command=\"id\" ssh-ed25519 AAAA", "ssh.unknown-type")]
    [InlineData("ssh-ed25519 ????", "ssh.bad-base64")]
    [InlineData("ssh-ed25519 AAAA", "ssh.truncated")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAABQECAwQF", "ssh.bad-key")]
    [InlineData("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f", "ssh.type-mismatch")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fAA==", "ssh.trailing-data")]
    [InlineData("ssh-ed25519 AAAA\nssh-ed25519 AAAA", "ssh.many-lines")]
    public void What_is_no_public_key_is_refused_with_a_code(string text, string code) => Code(text).ShouldBe(code);

    static string Code(string text) => Should.Throw<MalformedInputException>(() => SshPublicKey.Parse(text)).Code;
}
