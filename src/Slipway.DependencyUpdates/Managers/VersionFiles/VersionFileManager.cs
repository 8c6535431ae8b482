using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Managers.VersionFiles;

/// <summary>Files that hold one version of one tool, and <c>.tool-versions</c>, which holds several. They do not say where releases are told.</summary>
sealed class VersionFileManager : IManager
{
    static readonly Dictionary<string, string> s_tools = new(StringComparer.Ordinal)
    {
        [".ruby-version"] = "ruby", [".node-version"] = "node", [".nvmrc"] = "node", [".python-version"] = "python", [".go-version"] = "go",
        [".terraform-version"] = "terraform", [".java-version"] = "java", [".bazelversion"] = "bazel", [".helm-version"] = "helm",
    };

    public string Name => "version-file";

    public void Read(ProjectFiles files, Findings findings)
    {
        findings.Each(files.Named(path => s_tools.ContainsKey(Base(path))), file =>
        {
            var line = file.Lines().FirstOrDefault(line => line.Text.Trim() is { Length: > 0 } text && !text.StartsWith('#'));
            if (line.Text is null) return;
            Tell(file, s_tools[Base(file.Path)], line.Start, line.Text, findings);
        });
        findings.Each(files.Named(path => Base(path) == ".tool-versions"), file =>
        {
            foreach (var (start, text) in file.Lines())
            {
                var cut = text.IndexOf('#', StringComparison.Ordinal);
                var words = (cut < 0 ? text : text[..cut]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (words.Length >= 2) Tell(file, words[0], start + text.IndexOf(words[1], words[0].Length, StringComparison.Ordinal), words[1], findings);
            }
        });
    }

    void Tell(SourceFile file, string tool, int start, string text, Findings findings)
    {
        var version = text.Trim();
        var at = start + text.IndexOf(version, StringComparison.Ordinal);
        var numbers = version.AsSpan().IndexOfAnyInRange('0', '9');
        findings.Add(file, new Component(Name, tool, file.Place(at, version.Length))
        {
            Unwatched = numbers < 0 ? $"It follows \"{version}\": there is no version to update." : null,
        });
    }

    static string Base(string path) => path[(path.LastIndexOf('/') + 1)..];
}
