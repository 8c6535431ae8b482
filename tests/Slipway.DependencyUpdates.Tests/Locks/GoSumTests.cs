using System.IO.Compression;
using Slipway.DependencyUpdates.Locks.Go;

namespace Slipway.DependencyUpdates.Tests.Locks;

/// <summary>go.sum: the lines that the go command computes, or none.</summary>
public sealed class GoSumTests
{
    static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }

    static async Task<LockWorld> WorldAsync(string newer = "", string userWants = "v1.0.0")
    {
        var world = new LockWorld();
        const string Mod = "module example.com/left\n\ngo 1.21\n\nrequire example.com/deep v1.0.0\n";
        foreach (var (module, versions) in new[] { ("left", new[] { "v1.0.0", "v1.1.0" }), ("user", ["v1.0.0"]) })
        {
            world.Site.Page($"/example.com/{module}/@v/list", string.Join('\n', versions) + "\n", "text/plain");
            foreach (var version in versions)
                world.Site.Page($"/example.com/{module}/@v/{version}.info", $$"""{"Version":"{{version}}"}""").Page($"/example.com/{module}/@v/{version}.mod", module == "left" ? Mod + (version == "v1.1.0" ? newer : "") : $"module example.com/user\n\ngo 1.21\n\nrequire example.com/left {userWants}\n", "text/plain");
        }

        world.Site.Page("/example.com/left/@v/v1.1.0.zip", Zip(("example.com/left@v1.1.0/go.mod", Mod), ("example.com/left@v1.1.0/a.go", "package left\n"), ("example.com/left@v1.1.0/LICENSE", "free\n")));
        return await world.WithAsync($"{{go: \"{world.Site.Url}\"}}", ("go.mod", "module example.com/p\n\ngo 1.22\n\nrequire (\n\texample.com/left v1.0.0\n\texample.com/user v1.0.0\n)\n"), ("go.sum",
            "example.com/left v1.0.0 h1:old=\nexample.com/left v1.0.0/go.mod h1:oldmod=\nexample.com/user v1.0.0 h1:u=\nexample.com/user v1.0.0/go.mod h1:um=\n"));
    }

    [Fact]
    public async Task A_module_that_requires_the_same_gets_its_computed_hashes()
    {
        using var world = await WorldAsync();
        var files = await world.MakeAsync();
        files["go.mod"].ShouldContain("example.com/left v1.1.0");
        // Computed by hand with sha256sum, as dirhash.Hash1 says it.
        files["go.sum"].ShouldBe("example.com/left v1.0.0/go.mod h1:oldmod=\nexample.com/left v1.1.0 h1:yeFxNVtAyPHao+/o+Fe2kKrW/OE6i3z3kCDWkHcTED8=\nexample.com/left v1.1.0/go.mod h1:eY7C1aMSO+VgewDP8i3AvkTtQy/mnJ3LgipPsANlOz0=\nexample.com/user v1.0.0 h1:u=\nexample.com/user v1.0.0/go.mod h1:um=\n");
    }

    [Theory]
    [InlineData("require example.com/new v1.0.0\n", "v1.0.0", "The versions differ in what they require.")]
    [InlineData("", "v1.2.0", "example.com/user wants a newer one.")]
    public async Task Where_more_would_change_the_command_is_told(string newer, string userWants, string says)
    {
        using var world = await WorldAsync(newer, userWants);
        var reason = await world.ByHandAsync();
        reason.ShouldContain(says);
        reason.ShouldContain("go get example.com/left@VERSION && go mod tidy");
    }

    /// <summary>The line of golang.org/x/text v0.3.0 that thousands of go.sum files have.</summary>
    [Fact]
    public void A_known_go_mod_has_its_known_hash() => ModuleHash.OfMod("module golang.org/x/text\n"u8.ToArray()).ShouldBe("h1:NqM8EUOU14njkJ3fqMW+pc6Ldnwhi/IjpwHt7yyuwOQ=");
}
