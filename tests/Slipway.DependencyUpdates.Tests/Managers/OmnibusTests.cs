using Slipway.DependencyUpdates.Managers;

namespace Slipway.DependencyUpdates.Tests.Managers;

public sealed class OmnibusTests
{
    const string Sources = """
        curl:
          remote: "git@dev.example:omnibus-mirror/curl.git"
          alternative: "https://git.example/curl.git"
          security: "https://git.example/security/curl.git"
        gitaly:
          alternative: "https://git.example/gitaly.git"
        config_guess:
          alternative: "https://git.example/config.git"
        """;

    static (string, string) Definition(string name, string text) => ($"config/software/{name}.rb", text);

    static Component One(string text) => Read.Good((".custom_sources.yml", Sources), Definition("it", text)).ShouldHaveSingleItem();

    [Fact]
    public void A_git_source_is_the_public_one_of_the_custom_sources_and_never_the_security_one()
    {
        var found = One("""
            name 'curl'

            version = Gitlab::Version.new('curl', 'curl-8_20_0')
            default_version version.print(false)
            display_version version.print(false).delete_prefix('curl-').tr('_', '.')
            dependency 'zlib-ng'
            dependency 'openssl' unless Build::Check.use_system_ssl?
            license 'MIT'
            source git: version.remote, depth: 1
            build do
              patch source: 'no-docs.patch', plevel: 0, env: env
            end
            """);
        Read.Line(found).ShouldBe("curl curl-8_20_0 -> git-tags https://git.example/curl.git");
        found.DependsOn.ShouldBe(["zlib-ng", "openssl"]);
        found.License.ShouldBe("MIT");
        found.Patches.ShouldBe([new PatchReference("config/patches/curl/no-docs.patch", 0)]);
    }

    [Fact]
    public void An_archive_gives_its_listing_its_checksum_and_its_address_for_another_version()
    {
        var found = One("""
            name 'libgcrypt'
            default_version '1.9.4'
            source url: "https://host.example/gcrypt/#{name}/#{name}-#{version}.tar.bz2",
                   sha256: 'ea849c83a72454e3ed4267697e8ca03390aee972ab421e7df69dfe42b65caaf7'
            relative_path "libgcrypt-#{version}"
            """);
        Read.Line(found).ShouldBe("libgcrypt 1.9.4 -> listing https://host.example/gcrypt/libgcrypt/");
        found.Checksums.ShouldHaveSingleItem().Archive!.For("1.10.0").ShouldBe("https://host.example/gcrypt/libgcrypt/libgcrypt-1.10.0.tar.bz2");
        "libgcrypt-1.10.0.tar.gz".ShouldMatch(found.Query!.Pattern!);
        "libgcrypt-1.10.0.tar.bz2.sig".ShouldNotMatch(found.Query!.Pattern!);
    }

    [Theory]
    [InlineData("#{version.tr('.', '-')}", "https://h.example/a/cacert-2026-01-02.pem")]
    [InlineData("#{version.match(/^(\\d+\\.\\d+)/)[0]}/x-#{version}", "https://h.example/a/cacert-2026.01/x-2026.01.02.pem")]
    [InlineData("#{version.split('.')[0..1].join('.')}", "https://h.example/a/cacert-2026.01.pem")]
    [InlineData("#{version.gsub('.', '')}", "https://h.example/a/cacert-20260102.pem")]
    [InlineData("#{version.delete_prefix('2025.')}", "https://h.example/a/cacert-2026.01.02.pem")]
    [InlineData("#{short}", "https://h.example/a/cacert-2026.01.pem")]
    public void What_is_commonly_made_of_the_version_in_an_address_is_understood(string written, string expected)
    {
        var found = One($"name 'it'\ndefault_version '2025.11.04'\nshort = version.sub(/.\\d*$/, \"\")\nsource url: \"https://h.example/a/cacert-{written}.pem\", md5: 'x'\n");
        found.Archive!.For("2026.01.02").ShouldBe(expected);
    }

    [Fact]
    public void An_address_that_code_makes_is_told_and_not_guessed()
    {
        var found = One("name 'it'\ndefault_version '1.2'\nsource url: \"https://h.example/#{mystery(version)}.tgz\", sha256: 'ab'\n");
        found.Query.ShouldBeNull();
        found.Locked.ShouldNotBeNull().ShouldContain("is computed");
    }

    [Theory]
    [InlineData("version '1.0.8' do\n  source sha256: 'OLD'\nend")]
    [InlineData("version('1.0.8') { source sha256: 'OLD' }")]
    [InlineData("version default_version do\n  source sha256: 'OLD'\nend")]
    public void The_block_of_the_default_version_changes_with_it(string block)
    {
        var text = $"name 'bzip2'\ndefault_version '1.0.8'\n{block}\nsource url: \"https://h.example/bzip2-#{{version}}.tar.gz\"\n";
        var found = One(text);
        Read.Bumped(text, found, "1.0.9").ShouldBe(text.Replace("1.0.8", "1.0.9", StringComparison.Ordinal));
        found.Checksums.ShouldHaveSingleItem().Place.Text.ShouldBe("OLD");
    }

    [Fact]
    public void Of_several_selectable_versions_the_new_one_is_put_before_the_old_ones_which_stay()
    {
        var text = "name 'zlib'\ndefault_version \"1.2.13\"\n\nversion(\"1.2.13\") { source sha256: \"AAAA\" }\nversion(\"1.2.12\") { source sha256: \"BBBB\" }\nsource url: \"https://h.example/zlib-#{version}.tar.gz\"\n";
        var sum = One(text).Checksums.ShouldHaveSingleItem();
        (sum.Before.Replace("{version}", "1.3", StringComparison.Ordinal) + "CCCC" + sum.After).ShouldBe("version(\"1.3\") { source sha256: \"CCCC\" }\n");
        text[sum.Place.Start..].ShouldStartWith("version(\"1.2.13\")");
    }

    [Fact]
    public void A_literal_address_and_relative_path_change_with_the_version()
    {
        var text = "name 'popt'\ndefault_version '1.16'\nsource url: 'https://h.example/popt-1.16.tar.gz',\n       sha256: 'x'\nrelative_path 'popt-1.16'\nwhitelist_file 'popt-1.16-not'\n";
        Read.Bumped(text, One(text), "1.19").ShouldBe("name 'popt'\ndefault_version '1.19'\nsource url: 'https://h.example/popt-1.19.tar.gz',\n       sha256: 'x'\nrelative_path 'popt-1.19'\nwhitelist_file 'popt-1.16-not'\n");
    }

    [Fact]
    public void A_prebuilt_archive_that_follows_the_version_locks_it_and_one_that_does_not_is_told()
    {
        const string Sum = "9f56684d0216a6ee7e0ed92b2508b51f889af060475285c28f2d7641569c82c5";
        One($"name 'a'\ndefault_version '1.2'\nsource Build::UBT.source_args(name, default_version, \"{Sum}\", OhaiHelper.arch)\n").Locked.ShouldNotBeNull().ShouldContain("prebuilt");
        var apart = One($"name 'a'\ndefault_version '1.56'\nsource Build::UBT.source_args(name, '1.46', \"{Sum}\", OhaiHelper.arch)\nsource git: 'https://git.example/a.git'\n");
        apart.Locked.ShouldBeNull();
        apart.Notes.ShouldHaveSingleItem().ShouldContain("1.46");
    }

    [Fact]
    public void A_version_in_a_file_at_the_top_is_changed_there()
    {
        var found = Read.Good((".custom_sources.yml", Sources), ("GITALY_SERVER_VERSION", "v17.1.0\n"), Definition("gitaly", "name 'gitaly'\nversion = Gitlab::Version.new('gitaly')\ndefault_version version.print\nsource git: version.remote\n"), Definition("git", "name 'git'\nversion = Gitlab::Version.new('gitaly')\ndefault_version version.print\n")).ShouldHaveSingleItem();
        found.At.File.ShouldBe("GITALY_SERVER_VERSION");
        Read.Line(found).ShouldBe("gitaly v17.1.0 -> git-tags https://git.example/gitaly.git");
    }

    [Fact]
    public void The_versions_file_is_changed_as_data_with_its_checksum_beside()
    {
        const string Data = "ruby:\n  current: 3.3.12\n  next: 3.4.10\n  checksums:\n    3.3.12: AA\n    3.4.10: BB\nlibyaml:\n  version: 0.2.5\n  sha256: CC\n";
        const string Ruby = "name 'ruby'\nruby_versions = Gitlab::Version.new('ruby')\ncurrent = ruby_versions.fetch('current')\ndefault_version current\nversion(pinned) { source sha256: ruby_versions.source_sha256(pinned) }\nsource url: \"https://h.example/pub/ruby/#{version.match(/^(\\d+\\.\\d+)/)[0]}/ruby-#{version}.tar.gz\"\n";
        var found = Read.Good(("config/software_versions.yml", Data), Definition("ruby", Ruby), Definition("libyaml", "name 'libyaml'\nv = Gitlab::Version.new('libyaml')\ndefault_version v.upstream_version\nsource url: \"https://h.example/yaml-#{version}.tar.gz\"\n"));
        found.Select(Read.Line).ShouldBe(["libyaml 0.2.5 -> listing https://h.example/", "ruby (current) 3.3.12 -> listing https://h.example/pub/ruby/3.3/", "ruby (next) 3.4.10 -> listing https://h.example/pub/ruby/3.4/"], ignoreOrder: true);
        var current = found.Single(component => component.Name == "ruby (current)");
        current.Allowed.ShouldBe("~> 3.3.0");
        var sum = current.Checksums.ShouldHaveSingleItem();
        Data.Insert(sum.Place.Start, sum.Before.Replace("{version}", "3.3.13", StringComparison.Ordinal) + "DD" + sum.After).ShouldBe(Data.Replace("    3.4.10: BB\n", "    3.4.10: BB\n    3.3.13: DD\n", StringComparison.Ordinal));
        found.Single(component => component.Name == "libyaml").Checksums.ShouldHaveSingleItem().Place.Text.ShouldBe("CC");
    }

    [Theory]
    [InlineData("default_version 'master'\nsource git: 'https://git.example/x.git'", "it (It follows the branch master: there is no version to update.)")]
    [InlineData("default_version Digest::MD5.file(__FILE__).hexdigest", "it (Its version is made of the definition itself: it is a part of the project.)")]
    [InlineData("default_version '20250418'\nsource path: File.expand_path('x')", "it (Its source is a part of the project.)")]
    [InlineData("default_version '1.2.3'", "it 1.2.3 -> nothing")]
    [InlineData("default_version Gitlab::Util.get_env('X') || '1.2'", "it  -> nothing")]
    [InlineData("default_version '3.3.1'\ncommand \"pip3 install patroni[consul]==#{version}\"", "it 3.3.1 -> pypi patroni")]
    [InlineData("default_version '1.2'\ngem \"install it --version '#{version}'\"", "it 1.2 -> rubygems it")]
    [InlineData("default_version 'c9092d05347c925a26f6887980e185206e13f9d6'\nsource git: 'https://git.example/x.git'", "it c9092d05347c925a26f6887980e185206e13f9d6 -> git-refs https://git.example/x.git")]
    [InlineData("# version_list: url=https://h.example/source/ filter=*.tar.gz\ndefault_version '1.2'", "it 1.2 -> listing https://h.example/source/")]
    public void Every_other_form_is_watched_or_says_why_not(string text, string expected) => Read.Line(One($"name 'it'\n{text}\n")).ShouldBe(expected);

    [Fact]
    public void What_stands_in_comments_here_documents_and_regular_expressions_is_no_statement()
    {
        var found = One("name 'it'\n# default_version '0.1'\ndefault_version '1.2'\nTEXT = <<-EOH.freeze\ndefault_version '9.9'\nsource url: 'x'\nEOH\nfoo if x =~ /'\"/\n=begin\ndefault_version '8.8'\n=end\nsource git: 'https://git.example/x.git'\n");
        Read.Line(found).ShouldBe("it 1.2 -> git-tags https://git.example/x.git");
    }

    [Fact]
    public void A_name_in_the_custom_sources_without_an_address_is_a_fault_with_its_line()
    {
        var fault = Read.All((".custom_sources.yml", "a:\n  remote: x\nb:\n  security: y\n")).Faults.ShouldHaveSingleItem();
        (fault.File, fault.Line, fault.Remedy).ShouldBe((".custom_sources.yml", 3, "Write alternative: or remote: with the address of its git repository."));
    }
}
