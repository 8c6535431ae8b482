using System.Security.Cryptography;
using System.Text;

namespace Slipway.DependencyUpdates.Tests.Locks;

/// <summary>package-lock.json: changed to what npm itself writes, or not at all.</summary>
public sealed class PackageLockTests
{
    static readonly byte[] s_tarball = Encoding.ASCII.GetBytes("left 1.0.1");

    static string Integrity(string text) => "sha512-" + Convert.ToBase64String(SHA512.HashData(Encoding.ASCII.GetBytes(text)));

    const string Manifest = """{"name":"p","version":"1.0.0","dependencies":{"left":"^1.0.0","user":"1.0.0"}}""";

    /// <param name="more">Of both manifests of left, and of the new one alone.</param>
    static async Task<LockWorld> WorldAsync(string userNeeds = "^1.0.0", string both = "", string newer = "", string entry = "", string legacy = "", int form = 3, string nested = "")
    {
        var world = new LockWorld();
        var url = world.Site.Url;
        string Version(string number, string more) => $$"""
            "{{number}}":{"name":"left","version":"{{number}}","license":"MIT",{{both}}{{more}}"dist":{"tarball":"{{url}}/left/-/left-{{number}}.tgz","integrity":"{{Integrity("left " + number)}}"} }
            """;
        world.Site.Page("/left", $$"""{"name":"left","versions":{ {{Version("1.0.0", "")}},{{Version("1.0.1", newer)}} } }""").Page("/user", """{"name":"user","versions":{"1.0.0":{"dist":{} } } }""").Page("/left/-/left-1.0.1.tgz", s_tarball);
        return await world.WithAsync("{}", (".npmrc", $"registry={url}/\n"), ("package.json", Manifest), ("package-lock.json", $$"""
            {
              "name": "p",
              "lockfileVersion": {{form}},
              "packages": {
                "": { "name": "p", "version": "1.0.0", "dependencies": { "left": "^1.0.0", "user": "1.0.0" } },
                "node_modules/left": {
                  "version": "1.0.0",
                  "resolved": "{{url}}/left/-/left-1.0.0.tgz",
                  "integrity": "{{Integrity("left 1.0.0")}}",{{entry}}
                  "license": "MIT"
                },{{nested}}
                "node_modules/user": { "version": "1.0.0", "resolved": "{{url}}/user/-/user-1.0.0.tgz", "integrity": "sha512-x", "dependencies": { "left": "{{userNeeds}}" } }
              }{{legacy}}
            }

            """));
    }

    [Fact]
    public async Task A_leaf_changes_its_version_address_and_digest_and_the_range_that_the_project_says()
    {
        using var world = await WorldAsync(both: "\"dependencies\":{\"deep\":\"^2.0.0\"},");
        var before = await world.ReadAsync("package-lock.json");
        var files = await world.MakeAsync();
        files["package.json"].ShouldBe(Manifest.Replace("^1.0.0", "^1.0.1", StringComparison.Ordinal));
        files["package-lock.json"].ShouldBe(before
            .Replace("{ \"left\": \"^1.0.0\", \"user\"", "{ \"left\": \"^1.0.1\", \"user\"", StringComparison.Ordinal)
            .Replace("\"version\": \"1.0.0\",\n      \"resolved\"", "\"version\": \"1.0.1\",\n      \"resolved\"", StringComparison.Ordinal)
            .Replace("left-1.0.0.tgz", "left-1.0.1.tgz", StringComparison.Ordinal).Replace(Integrity("left 1.0.0"), Integrity("left 1.0.1"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Both_halves_of_a_lock_of_version_2_are_changed()
    {
        using var world = await WorldAsync(form: 2, legacy: ",\n  \"dependencies\": { \"left\": { \"version\": \"1.0.0\", \"resolved\": \"https://mirror.example/npm/left/-/left-1.0.0.tgz\", \"integrity\": \"" + Integrity("left 1.0.0") + "\" } }");
        var text = (await world.MakeAsync())["package-lock.json"];
        text.Split("left-1.0.1.tgz").Length.ShouldBe(3);
        text.ShouldNotContain(Integrity("left 1.0.0"));
    }

    [Theory]
    [InlineData("1.0.0", "", "", "", "node_modules/user needs left 1.0.0.")]
    [InlineData("^1.0.0", "\"dependencies\":{\"deep\":\"^3.0.0\"},", "", "", "The versions differ in dependencies.")]
    [InlineData("^1.0.0", "\"engines\":{\"node\":\">=22\"},", "", "", "The versions differ in engines.")]
    [InlineData("^1.0.0", "\"scripts\":{\"postinstall\":\"x\"},", "", "", "The versions differ in postinstall.")]
    [InlineData("^1.0.0", "", "\n      \"inBundle\": true,", "", "of another kind")]
    [InlineData("^1.0.0", "", "", "\n    \"node_modules/user/node_modules/left\": { \"version\": \"0.9.0\" },", "more than once")]
    public async Task Where_more_would_change_the_command_is_told(string userNeeds, string newer, string entry, string nested, string says)
    {
        using var world = await WorldAsync(userNeeds, newer: newer, entry: entry, nested: nested);
        var reason = await world.ByHandAsync();
        reason.ShouldContain(says);
        reason.ShouldContain("npm install --package-lock-only --ignore-scripts left@VERSION");
    }

    [Fact]
    public async Task A_tarball_that_is_not_what_the_registry_says_is_refused()
    {
        using var world = await WorldAsync();
        world.Site.Page("/left/-/left-1.0.1.tgz", "tampered"u8.ToArray());
        (await world.RefuseAsync()).Code.ShouldBe("deps.checksum-mismatch");
    }
}
