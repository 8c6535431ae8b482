using System.Security.Cryptography;
using System.Text;

namespace Slipway.Pipelines.Tests.Includes;

public sealed class RemoteIncludeTests
{
    const string Url = "https://ci.example.org/build.yml";

    static readonly Dictionary<string, string> s_files = new()
    {
        [Url] = "include: [https://ci.example.org/more.yml]\nbuild: {script: x}",
        ["https://ci.example.org/more.yml"] = "more: {script: x}",
        ["https://ci.example.org/inputs.yml"] = "spec: {inputs: {n: }}\n---\nmade-$[[ inputs.n ]]: {script: x}",
        ["https://ci.example.org/local.yml"] = "include: secret.yml\nbuild: {script: x}",
        ["https://ci.example.org/project.yml"] = "include: {project: g/p, file: a.yml}\nbuild: {script: x}",
        ["https://ci.example.org/circle.yml"] = "include: 'https://ci.example.org/circle.yml'\nbuild: {script: x}",
    };

    static CompileContext Context => Ci.Push() with
    {
        Remote = (url, _, _) => ValueTask.FromResult<RemoteFile>(
            s_files.TryGetValue(url.ToString(), out var text) ? new RemoteFile.Found(Encoding.UTF8.GetBytes(text)) : new RemoteFile.Refused("was answered with 404.", "Look there.")),
    };

    static string Digest => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s_files[Url])));

    [Fact]
    public async Task A_file_of_another_host_is_included_with_what_it_includes()
    {
        (await Ci.NamesAsync($"include: '{Url}'\nown: {{script: x}}", Context)).ShouldBe(["more", "build", "own"], ignoreOrder: true);
        (await Ci.NamesAsync($"include: {{remote: '{Url}', integrity: '{Digest}'}}\nown: {{script: x}}", Context)).ShouldContain("build");
        (await Ci.NamesAsync("include: {remote: 'https://ci.example.org/inputs.yml', inputs: {n: x}}\nown: {script: x}", Context)).ShouldContain("made-x");
        (await Ci.NamesAsync($"include: {{remote: '{Url}', rules: [{{if: $NOPE}}]}}\nown: {{script: x}}", Context)).ShouldBe(["own"]);
    }

    [Theory]
    [InlineData("'https://ci.example.org/none.yml'", "ci.remote")]
    [InlineData("'https://user:password@ci.example.org/build.yml'", "ci.remote-address")]
    [InlineData("{remote: 'ftp://ci.example.org/build.yml'}", "ci.remote-address")]
    [InlineData("{remote: 'https://ci.example.org/build.yml', integrity: 'sha256-AAAA'}", "ci.remote-integrity")]
    [InlineData("{remote: 'https://ci.example.org/build.yml', integrity: 'md5-AAAA'}", "ci.remote-integrity")]
    [InlineData("'https://ci.example.org/local.yml'", "ci.missing-file")]
    [InlineData("'https://ci.example.org/project.yml'", "ci.unknown-project")]
    [InlineData("'https://ci.example.org/circle.yml'", "ci.include-circle")]
    public async Task What_is_wrong_with_it_is_told(string include, string code)
    {
        var source = new FakeSource
        {
            Files = { [Ci.Entry] = $"include: {include}\nown: {{script: x}}", ["secret.yml"] = "secret: {script: x}" },
            Projects = { ["g/p"] = new FakeSource { Files = { ["a.yml"] = "a: {script: x}" } } },
        };
        (await Ci.ErrorsAsync(source, Context)).ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public async Task Without_a_reader_nothing_is_read() =>
        (await Ci.ErrorAsync($"include: '{Url}'\nown: {{script: x}}")).Code.ShouldBe("ci.remote-off");
}
