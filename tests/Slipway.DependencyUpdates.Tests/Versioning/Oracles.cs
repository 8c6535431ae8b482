using System.Text;
using Slipway.Testing;

namespace Slipway.DependencyUpdates.Tests.Versioning;

/// <summary>The tools that define the schemes, asked for the order of many pairs in one process each. -1, 0 or 1 for each pair.</summary>
static class Oracles
{
    public static async Task<int[]> DpkgAsync(IReadOnlyList<(string A, string B)> pairs)
    {
        var script = new StringBuilder();
        foreach (var (a, b) in pairs) script.Append($"if dpkg --compare-versions '{a}' lt '{b}'; then echo -1; elif dpkg --compare-versions '{a}' eq '{b}'; then echo 0; else echo 1; fi\n");
        return Numbers(await RunAsync("/bin/sh", [], script.ToString()));
    }

    public static async Task<int[]> RpmAsync(IReadOnlyList<(string A, string B)> pairs) =>
        Numbers(await RunAsync("rpm", ["--eval", "%{lua:" + string.Concat(pairs.Select(pair => $"print(rpm.vercmp('{pair.A}','{pair.B}')..'\\n')")) + "}"], ""));

    public static async Task<int[]> PythonAsync(IReadOnlyList<(string A, string B)> pairs) => Numbers(await RunAsync(
        "/usr/bin/python3", ["-c", "import sys\nfrom packaging.version import Version as V\nfor l in sys.stdin:\n a,b=map(V,l.rstrip('\\n').split('\\t'))\n print((a>b)-(a<b))"], Lines(pairs)));

    public static async Task<int[]> RubyAsync(IReadOnlyList<(string A, string B)> pairs) => Numbers(await RunAsync(
        "ruby", ["-e", "STDIN.each_line { |l| a, b = l.chomp.split(\"\\t\").map { |v| Gem::Version.new(v) }; puts a <=> b }"], Lines(pairs)));

    public static async Task<int[]> NodeAsync(IReadOnlyList<(string A, string B)> pairs) => Numbers(await RunAsync(
        "node", ["-e", Semver + "for (const l of lines) { const [a, b] = l.split('\\t'); console.log(semver.compare(a, b)); }"], Lines(pairs)));

    /// <summary>1: the version (B) is in the range (A).</summary>
    public static async Task<int[]> NodeSatisfiesAsync(IReadOnlyList<(string Range, string Version)> pairs) => Numbers(await RunAsync(
        "node", ["-e", Semver + "for (const l of lines) { const [r, v] = l.split('\\t'); console.log(semver.satisfies(v, r) ? 1 : 0); }"], Lines(pairs)));

    public static async Task<int[]> PythonSatisfiesAsync(IReadOnlyList<(string Range, string Version)> pairs) => Numbers(await RunAsync(
        "/usr/bin/python3", ["-c", "import sys\nfrom packaging.specifiers import SpecifierSet as S\nfor l in sys.stdin:\n r,v=l.rstrip('\\n').split('\\t')\n print(int(S(r).contains(v, prereleases=True)))"], Lines(pairs)));

    public static async Task<int[]> RubySatisfiesAsync(IReadOnlyList<(string Range, string Version)> pairs) => Numbers(await RunAsync(
        "ruby", ["-e", "STDIN.each_line { |l| r, v = l.chomp.split(\"\\t\"); puts Gem::Requirement.new(r.split(',').map(&:strip)).satisfied_by?(Gem::Version.new(v)) ? 1 : 0 }"], Lines(pairs)));

    const string Semver = "const semver = require('/usr/share/nodejs/semver'); const lines = require('fs').readFileSync(0, 'utf8').trimEnd().split('\\n');";

    static string Lines(IEnumerable<(string A, string B)> pairs) => string.Concat(pairs.Select(pair => $"{pair.A}\t{pair.B}\n"));

    static int[] Numbers(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    static async Task<string> RunAsync(string program, string[] arguments, string input)
    {
        // Debian keeps node's libraries where only its own node looks by itself.
        var result = await Tool.TryAsync(new ToolCall(program, arguments) { Input = input, Environment = new Dictionary<string, string?> { ["NODE_PATH"] = "/usr/share/nodejs" } });
        result.ExitCode.ShouldBe(0, result.Error);
        return result.Output;
    }
}
