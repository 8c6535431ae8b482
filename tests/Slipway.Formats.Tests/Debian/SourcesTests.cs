using System.Text;
using Slipway.Formats.Debian;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Debian;

public class SourcesTests
{
    [Fact]
    public async Task A_source_package_of_dpkg_source_is_indexed_as_apt_ftparchive_indexes_it()
    {
        using var folder = new TempFolder();
        var tree = folder["foo-1.0"];
        Directory.CreateDirectory(Path.Combine(tree, "debian", "source"));
        await File.WriteAllTextAsync(Path.Combine(tree, "debian", "source", "format"), "3.0 (native)\n");
        await File.WriteAllTextAsync(Path.Combine(tree, "debian", "rules"), "#!/usr/bin/make -f\n");
        await File.WriteAllTextAsync(Path.Combine(tree, "debian", "changelog"), "foo (2:1.0) unstable; urgency=low\n\n  * x\n\n -- J\u00f6rg <a@example.org>  Mon, 01 Jan 2024 00:00:00 +0000\n");
        await File.WriteAllTextAsync(Path.Combine(tree, "debian", "control"), """
            Source: foo
            Section: misc
            Priority: optional
            Maintainer: Jörg <a@example.org>
            Uploaders: B <b@example.org>, C <c@example.org>
            Build-Depends: debhelper (>= 13), libc6-dev [amd64] <!nocheck>
            Standards-Version: 4.6.0
            Homepage: https://example.org
            Vcs-Git: https://example.org/foo.git

            Package: foo
            Architecture: any
            Description: x
             y

            """);
        await Tool.TryAsync(new ToolCall("dpkg-source", ["-b", "foo-1.0"]) { WorkingDirectory = folder.Path });
        Directory.CreateDirectory(folder["pool", "f"]);
        foreach (var file in Directory.GetFiles(folder.Path)) File.Move(file, folder["pool", "f", Path.GetFileName(file)]);

        var theirs = await Archive.FtpArchiveAsync(folder.Path, "sources", "pool");
        var dsc = await File.ReadAllBytesAsync(folder["pool", "f", "foo_1.0.dsc"]);
        var ours = Encoding.UTF8.GetString(SourcesStanza.Write(DscReader.Read(dsc, ControlLimits.Default), "pool/f", Archive.PoolFile(dsc, "pool/f/foo_1.0.dsc")));
        ours.ShouldBe(WithoutWhatWeDoNotList(theirs.Output));
    }

    static string WithoutWhatWeDoNotList(string stanza)
    {
        var kept = new StringBuilder();
        var keep = true;
        foreach (var line in stanza.Split('\n')[..^1])
        {
            if (!line.StartsWith(' ')) keep = line is not ("Checksums-Sha1:" or "Checksums-Sha512:");
            if (keep) kept.Append(line).Append('\n');
        }

        return kept.ToString();
    }

    [Fact]
    public async Task Dpkg_source_unpacks_what_the_builder_of_our_tests_makes()
    {
        using var folder = new TempFolder();
        var builder = new SourcePackageBuilder { Name = "foo", Version = "1:2.0" };
        var (dsc, tar) = builder.Build();
        await File.WriteAllBytesAsync(folder[builder.DscName], dsc);
        await File.WriteAllBytesAsync(folder[builder.TarName], tar);
        await Tool.RunAsync("dpkg-source", "--require-strong-checksums", "-x", folder[builder.DscName], folder["unpacked"]);
        File.Exists(folder["unpacked", "debian", "control"]).ShouldBeTrue();

        var source = DscReader.Read(dsc, ControlLimits.Default);
        (source.Name, source.Version.ToString()).ShouldBe(("foo", "1:2.0"));
        source.Files.Select(f => (f.Name, f.Size)).ShouldBe([(builder.TarName, tar.Length)]);
        source.Files[0].Sha256.ShouldBe(Archive.PoolFile(tar, "").Sha256);
    }

    [Fact]
    public void A_signed_description_is_read_without_its_armour()
    {
        const string text = "Format: 1.0\nSource: foo\nVersion: 1\nX-Dash: a\n -b\nFiles:\n 00112233445566778899aabbccddeeff 5 foo_1.tar.gz\n";
        var signed = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n" + text.Replace(" -b", "- -b").Replace("- -b", "- " + " -b") + "-----BEGIN PGP SIGNATURE-----\n\nabc\n=abcd\n-----END PGP SIGNATURE-----\n";
        var source = DscReader.Read(Encoding.UTF8.GetBytes(signed), ControlLimits.Default);
        source.Control["X-Dash"].ShouldBe("a\n -b");
        source.Files.ShouldBe([new("foo_1.tar.gz", 5, "00112233445566778899aabbccddeeff", null)]);
    }

    [Theory]
    [InlineData("x\n-----BEGIN PGP SIGNED MESSAGE-----\n\nSource: foo\n", "control.bad-field")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\n", "control.bad-signed-message")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\n\n", "control.bad-signed-message")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nSource: foo\n", "control.bad-signed-message")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\nSource: foo\n\n", "control.bad-signed-message")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\n\n-dash\n-----BEGIN PGP SIGNATURE-----\n-----END PGP SIGNATURE-----\n", "control.bad-signed-message")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\n\na: b\n-----BEGIN PGP SIGNATURE-----\n-----END PGP SIGNATURE-----\nmore\n", "control.bad-signed-message")]
    [InlineData("Source: foo\nVersion: 1\n", "control.missing-field")]
    [InlineData("Format: 1.0\nSource: foo\nVersion: 1\n", "control.missing-field")]
    [InlineData("Format: 1.0\nSource: ../foo\nVersion: 1\n", "control.bad-source")]
    [InlineData(Head + " 00112233445566778899aabbccddeeff 5 ../foo\n", "control.bad-file-name")]
    [InlineData(Head + " 00112233445566778899aabbccddeeff 5 a/b\n", "control.bad-file-name")]
    [InlineData(Head + " 00112233445566778899aabbccddeeff 5 ..\n", "control.bad-file-name")]
    [InlineData(Head + " 00112233445566778899aabbccddeeff -5 foo\n", "control.bad-file-list")]
    [InlineData(Head + " 00112233445566778899aabbccddeeff 99999999999999999999 foo\n", "control.bad-file-list")]
    [InlineData(Head + " 00112233 5 foo\n", "control.bad-file-list")]
    [InlineData(Head + " 00112233445566778899aabbccddeeff 5 foo bar\n", "control.bad-file-list")]
    [InlineData(Head + " 00112233445566778899aabbccddeeff 5 foo\n 00112233445566778899aabbccddeeff 5 foo\n", "control.bad-file-list")]
    [InlineData(Head + " 00112233445566778899aabbccddeeff 5 foo\nChecksums-Sha256:\n 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 6 foo\n", "control.bad-file-list")]
    [InlineData(Head + " 00112233445566778899aabbccddeeff 5 foo\nChecksums-Sha256:\n 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 5 bar\n", "control.bad-file-list")]
    public void What_is_no_source_description_is_refused(string text, string code) =>
        Should.Throw<MalformedInputException>(() => DscReader.Read(Encoding.UTF8.GetBytes(text), ControlLimits.Default)).Code.ShouldBe(code);

    const string Head = "Format: 1.0\nSource: foo\nVersion: 1\nFiles:\n";

    [Fact]
    public void An_upload_is_described_by_its_changes_file()
    {
        const string text = """
            Format: 1.8
            Date: Mon, 01 Jan 2024 00:00:00 +0000
            Source: foo (1.0-1)
            Binary: foo
            Architecture: source amd64
            Version: 1.0-1+b1
            Distribution: bookworm-security
            Urgency: high
            Maintainer: A <a@example.org>
            Changes:
             foo (1.0-1+b1) bookworm-security; urgency=high
             .
               * Fix.
            Files:
             00112233445566778899aabbccddeeff 5 misc optional foo_1.0-1.dsc
             00112233445566778899aabbccddeef0 6 non-free/misc optional foo_1.0-1+b1_amd64.deb

            """;
        var changes = ChangesReader.Read(Encoding.UTF8.GetBytes(text), ControlLimits.Default);
        (changes.Distribution, changes.Source.Name, changes.Source.Version.ToString(), changes.Version.ToString()).ShouldBe(("bookworm-security", "foo", "1.0-1", "1.0-1+b1"));
        changes.Architectures.ShouldBe(["source", "amd64"]);
        changes.Files[1].ShouldBe(new("foo_1.0-1+b1_amd64.deb", 6, "00112233445566778899aabbccddeef0", null, "non-free/misc", "optional"));
    }
}
