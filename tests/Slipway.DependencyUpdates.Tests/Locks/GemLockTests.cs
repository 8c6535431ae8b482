using System.Security.Cryptography;
using System.Text;

namespace Slipway.DependencyUpdates.Tests.Locks;

/// <summary>Gemfile.lock: changed to what bundler itself writes, or not at all.</summary>
public sealed class GemLockTests
{
    static readonly byte[] s_gem = Encoding.ASCII.GetBytes("left 1.0.10");

    static string Sum(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    static async Task<LockWorld> WorldAsync(string gemfile = ", '1.0.9'", string direct = " (= 1.0.9)", string need = ">= 1.0, < 2", string newer = "deep:>= 1", string more = "")
    {
        var world = new LockWorld();
        world.Site.Page("/info/left", $"---\n1.0.9 deep:>= 1|checksum:{new string('a', 64)},ruby:>= 2.7\n1.0.10 {newer}|checksum:{Sum(s_gem)},ruby:>= 2.7\n{more}", "text/plain").Page("/gems/left-1.0.10.gem", s_gem).Page("/info/user", "---\n1.0 left:>= 1.0&< 2|checksum:x\n", "text/plain");
        return await world.WithAsync("{}", ("Gemfile", $"source '{world.Site.Url}'\ngem 'left'{gemfile}\n"), ("Gemfile.lock", $"""
            GEM
              remote: {world.Site.Url}/
              specs:
                deep (1.0)
                left (1.0.9)
                  deep (>= 1)
                user (1.0)
                  left ({need})

            PLATFORMS
              ruby

            DEPENDENCIES
              left{direct}

            CHECKSUMS
              deep (1.0) sha256={new string('d', 64)}
              left (1.0.9) sha256={new string('a', 64)}

            BUNDLED WITH
               2.5.0

            """));
    }

    [Fact]
    public async Task A_gem_that_needs_the_same_changes_everywhere_that_names_it()
    {
        using var world = await WorldAsync();
        var before = await world.ReadAsync("Gemfile.lock");
        var files = await world.MakeAsync();
        files["Gemfile"].ShouldContain("gem 'left', '1.0.10'");
        files["Gemfile.lock"].ShouldBe(before.Replace("1.0.9", "1.0.10", StringComparison.Ordinal).Replace(new string('a', 64), Sum(s_gem), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_gemfile_that_takes_the_new_version_stays_as_it_is()
    {
        using var world = await WorldAsync(", '~> 1.0'", " (~> 1.0)");
        var files = await world.MakeAsync();
        files.Keys.ShouldBe(["Gemfile.lock"]);
        files["Gemfile.lock"].ShouldContain("  left (~> 1.0)\n");
        files["Gemfile.lock"].ShouldContain("    left (1.0.10)\n");
    }

    [Theory]
    [InlineData(", '~> 1.0.9, < 1.0.10'", " (~> 1.0.9, < 1.0.10)", ">= 1.0", "deep:>= 1", "", "Something needs left ~> 1.0.9, < 1.0.10.")]
    [InlineData("", "", "= 1.0.9", "deep:>= 1", "", "Something needs left = 1.0.9.")]
    [InlineData("", "", ">= 1.0", "deep:>= 2", "", "The versions differ in what they need.")]
    [InlineData("", "", ">= 1.0", "deep:>= 1", "1.0.10-x86_64-linux deep:>= 1|checksum:x\n", "for single platforms")]
    public async Task Where_more_would_change_the_command_is_told(string gemfile, string direct, string need, string newer, string more, string says)
    {
        using var world = await WorldAsync(gemfile, direct, need, newer, more);
        var reason = await world.ByHandAsync();
        reason.ShouldContain(says);
        reason.ShouldContain("bundle update --conservative left");
    }
}
