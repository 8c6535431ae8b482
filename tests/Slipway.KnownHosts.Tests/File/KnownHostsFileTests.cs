using System.Text;
using CsCheck;
using Slipway.Formats.Ssh;
using Slipway.KnownHosts.File;
using Slipway.Testing;

namespace Slipway.KnownHosts.Tests.File;

public sealed class KnownHostsFileTests
{
    static readonly SshHostKey Ed1 = Ed(1);
    static readonly SshHostKey Ed2 = Ed(2);
    static readonly SshHostKey Ec = EcKey();

    static SshHostKey Ed(byte n) => SshHostKey.Parse(new SshWriter().Text("ssh-ed25519").String([.. Enumerable.Repeat(n, 32)]).ToArray());

    static SshHostKey EcKey() => SshHostKey.Parse(new SshWriter().Text("ecdsa-sha2-nistp256").Text("nistp256").String([4, .. Enumerable.Repeat((byte)7, 64)]).ToArray());

    static string Of(SshHostKey key) => $"{key.Type} {key.Base64}";

    static KnownHostsFile Parse(string text) => KnownHostsFile.Parse(Encoding.Latin1.GetBytes(text));

    static string Text(KnownHostsFile file) => Encoding.Latin1.GetString(file.Write());

    [Fact]
    public void Every_byte_of_what_is_not_changed_stays()
    {
        var text = $"# Ours \xe4\r\n\r\n  \t\nexample.org ssh-dss AAAA old\n@weird x y z\n@cert-authority *.example.org {Of(Ed1)} CA\n*.example.org,!bad.example.org {Of(Ed2)}  two  words \n|1|broken\nlast {Of(Ec)}";
        Text(Parse(text)).ShouldBe(text);
    }

    [Fact]
    public void Any_bytes_are_written_as_they_were_read() =>
        Gen.Byte.Array[0, 200].Sample(bytes => KnownHostsFile.Parse(bytes).Write().AsSpan().SequenceEqual(bytes));

    [Theory]
    [InlineData("example.org", "example.org", true)]
    [InlineData("example.org", "[example.org]:2222", false)]
    [InlineData("[example.org]:2222", "[example.org]:2222", true)]
    [InlineData("*.example.org", "a.example.org", true)]
    [InlineData("*.example.org,!b.example.org", "b.example.org", false)]
    [InlineData("!b.example.org,*.example.org", "b.example.org", false)]
    [InlineData("?.example.org", "ab.example.org", false)]
    [InlineData("EXAMPLE.org", "example.org", true)]
    [InlineData("*", "[a]:1", true)]
    [InlineData("!example.org", "other.org", false)]
    public async Task A_line_is_for_the_hosts_for_which_ssh_takes_it(string hosts, string host, bool matches)
    {
        var line = $"{hosts} {Of(Ed1)}";
        Parse(line).For(HostAddress.TryParse(host)!).Any().ShouldBe(matches);

        using var folder = new TempFolder();
        await System.IO.File.WriteAllTextAsync(folder["known_hosts"], line + "\n");
        var peer = await Tool.TryAsync("ssh-keygen", "-F", host, "-f", folder["known_hosts"]);
        (peer.ExitCode == 0).ShouldBe(matches);
    }

    [Fact]
    public async Task A_hashed_name_of_ssh_keygen_is_found_and_its_new_key_is_hashed_the_same()
    {
        using var folder = new TempFolder();
        var path = folder["known_hosts"];
        await System.IO.File.WriteAllTextAsync(path, $"[example.org]:2222 {Of(Ed1)}\n");
        await Tool.RunAsync("ssh-keygen", "-q", "-H", "-f", path);
        var host = new HostAddress("example.org", 2222);
        var file = KnownHostsFile.Parse(await System.IO.File.ReadAllBytesAsync(path));
        file.Hosts.ShouldBeEmpty();

        var after = Text(new KnownHostsEdit(file).Add(host, Ed2).Result);

        after.ShouldNotContain("example");
        await System.IO.File.WriteAllTextAsync(path, after);
        var found = await Tool.RunAsync("ssh-keygen", "-F", "[example.org]:2222", "-f", path);
        found.ShouldContain(Ed1.Base64);
        found.ShouldContain(Ed2.Base64);
    }

    [Fact]
    public void A_new_key_comes_among_its_hosts_lines_in_order_and_no_other_line_moves()
    {
        var file = Parse($"# a\na {Of(Ec)}\n# b\nb {Of(Ed2)} x\n");
        Text(new KnownHostsEdit(file).Add(new("a"), Ed1).Result).ShouldBe($"# a\na {Of(Ed1)}\na {Of(Ec)}\n# b\nb {Of(Ed2)} x\n");
        Text(new KnownHostsEdit(file).Add(new("b"), Ec).Result).ShouldBe($"# a\na {Of(Ec)}\n# b\nb {Of(Ed2)} x\nb {Of(Ec)}\n");
        Text(new KnownHostsEdit(file).Add(new("c", 23), Ed1).Result).ShouldEndWith($"\n[c]:23 {Of(Ed1)}\n");
    }

    [Fact]
    public void The_same_key_twice_is_one_line() =>
        Text(new KnownHostsEdit(Parse($"a,b {Of(Ed1)}\n")).Add(new("b"), Ed1).Result).ShouldBe($"a,b {Of(Ed1)}\n");

    [Fact]
    public void Names_that_share_a_line_share_the_new_one() =>
        Text(new KnownHostsEdit(Parse($"a,b {Of(Ed1)}\n")).Add(new("b"), Ed2).Add(new("a"), Ed2).Result).ShouldBe($"a,b {Of(Ed1)}\na,b {Of(Ed2)}\n");

    [Fact]
    public void A_key_that_goes_takes_only_its_hosts_name_along()
    {
        var edit = new KnownHostsEdit(Parse($"a,b {Of(Ed1)} c\n*.x {Of(Ed1)}\nb {Of(Ed2)}"));
        Text(edit.Remove(new("a"), Ed1).Result).ShouldBe($"b {Of(Ed1)} c\n*.x {Of(Ed1)}\nb {Of(Ed2)}");
        Text(edit.Remove(new("b"), Ed1).Remove(new("z.x"), Ed1).Result).ShouldBe($"*.x {Of(Ed1)}\nb {Of(Ed2)}");
    }

    [Fact]
    public void Lines_that_end_with_a_carriage_return_get_new_ones_that_do() =>
        Text(new KnownHostsEdit(Parse($"a {Of(Ed1)}\r\n")).Add(new("a"), Ed2).Result).ShouldBe($"a {Of(Ed1)}\r\na {Of(Ed2)}\r\n");

    [Fact]
    public async Task A_revoked_key_is_refused_by_ssh()
    {
        await using var sshd = await Sshd.StartAsync("ed25519");
        using var folder = new TempFolder();
        var line = $"{sshd.Host} {sshd.PublicKey("key0")}\n";
        var key = Parse(line).Entries.Single().Key!;
        await System.IO.File.WriteAllBytesAsync(folder["revoked"], new KnownHostsEdit(Parse(line)).Revoke(sshd.Host, key).Result.Write());

        (await System.IO.File.ReadAllTextAsync(folder["revoked"])).ShouldBe("@revoked " + line);
        var refused = await Tool.TryAsync("ssh", "-F", "none", "-o", $"UserKnownHostsFile={folder["revoked"]}", "-o", "GlobalKnownHostsFile=/dev/null", "-o", "StrictHostKeyChecking=yes", "-o", "BatchMode=yes", "-p", $"{sshd.Port}", "127.0.0.1");
        refused.Error.ShouldContain("REVOKED HOST KEY");
    }

    [Fact]
    public async Task A_file_is_written_whole_keeps_its_mode_and_its_link()
    {
        using var folder = new TempFolder();
        await System.IO.File.WriteAllTextAsync(folder["real"], "old");
        System.IO.File.SetUnixFileMode(folder["real"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        System.IO.File.CreateSymbolicLink(folder["link"], folder["real"]);

        await AtomicFile.WriteAsync(folder["link"], "new"u8.ToArray(), default);

        (await System.IO.File.ReadAllTextAsync(folder["real"])).ShouldBe("new");
        System.IO.File.GetUnixFileMode(folder["real"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        new FileInfo(folder["link"]).LinkTarget.ShouldBe(folder["real"]);
        Directory.GetFiles(folder.Path).Length.ShouldBe(2);
    }
}
