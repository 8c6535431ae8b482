using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Managers.Docker;

/// <summary>Images that a Dockerfile begins from or copies from, and the versions in its arguments.</summary>
sealed partial class DockerfileManager : IManager
{
    public string Name => "dockerfile";

    public void Read(ProjectFiles files, Findings findings) => findings.Each(files.Named(IsDockerfile), file =>
    {
        var arguments = new Dictionary<string, Place>(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var stages = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "scratch" };
        foreach (var (start, text) in file.Lines())
        {
            if (Argument().Match(text) is { Success: true } argument) arguments.TryAdd(argument.Groups["name"].Value, file.Place(start + argument.Groups["value"].Index, argument.Groups["value"].Length));
            else if (From().Match(text) is { Success: true } from)
            {
                var image = from.Groups["image"];
                if (!stages.Contains(image.Value)) Tell(file, start + image.Index, image.Value, arguments, used, findings);
                if (from.Groups["stage"].Success) stages.Add(from.Groups["stage"].Value);
            }
            else if (CopyFrom().Match(text) is { Success: true } copy && !stages.Contains(copy.Groups["image"].Value) && !copy.Groups["image"].Value.All(char.IsAsciiDigit))
                Tell(file, start + copy.Groups["image"].Index, copy.Groups["image"].Value, arguments, used, findings);
        }

        foreach (var (name, place) in arguments.Where(argument => argument.Key.EndsWith("_VERSION", StringComparison.Ordinal) && !used.Contains(argument.Key) && argument.Value.Text.AsSpan().IndexOfAnyInRange('0', '9') >= 0))
            findings.Add(file, new Component(Name, name, place));
    });

    void Tell(SourceFile file, int start, string image, Dictionary<string, Place> arguments, HashSet<string> used, Findings findings)
    {
        if (!image.Contains('$', StringComparison.Ordinal))
        {
            if (ImageReference.Component(Name, file, start, image) is { } plain) findings.Add(file, plain);
            else findings.Add(file, start, $"\"{image}\" is no name of an image.", "Write [host/]name:tag.");
            return;
        }

        // FROM ${IMAGE}, FROM ruby:${RUBY_VERSION}, FROM ruby:${RUBY_VERSION}-slim
        if (Whole().Match(image) is { Success: true } whole && arguments.TryGetValue(whole.Groups["name"].Value, out var value))
        {
            used.Add(whole.Groups["name"].Value);
            if (ImageReference.Component(Name, file, value.Start, value.Text) is { } named) findings.Add(file, named);
            return;
        }

        if (Tagged().Match(image) is { Success: true } tagged && arguments.TryGetValue(tagged.Groups["name"].Value, out var version))
        {
            used.Add(tagged.Groups["name"].Value);
            // The tag that is looked up is the whole one; the place holds the argument's part of it.
            var tag = tagged.Groups["before"].Value + version.Text + tagged.Groups["after"].Value;
            if (ImageReference.Component(Name, file, version.Start, version.Text) is not null && ImageReference.Read($"{tagged.Groups["image"].Value}:{tag}") is { } read)
            {
                findings.Add(file, new Component(Name, read.Name, version) { Current = tag, Query = new(Datasources.DatasourceNames.Oci, read.Name) });
                return;
            }
        }

        findings.Add(file, new Component(Name, image, file.Place(start, image.Length)) { Current = "", Places = [], Unwatched = "Its name is put together from arguments that are given from outside." });
    }

    static bool IsDockerfile(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name is "Dockerfile" or "Containerfile" || name.StartsWith("Dockerfile.", StringComparison.Ordinal) || name.EndsWith(".Dockerfile", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^\s*ARG\s+(?<name>\w+)=[""']?(?<value>[^""'\s#]+)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Argument();

    [GeneratedRegex(@"^\s*FROM\s+(?:--platform=\S+\s+)?(?<image>\S+)(?:\s+AS\s+(?<stage>\S+))?", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex From();

    [GeneratedRegex(@"^\s*COPY\s+(?:--\S+\s+)*--from=(?<image>\S+)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex CopyFrom();

    [GeneratedRegex(@"^\$\{?(?<name>\w+)\}?$", RegexOptions.NonBacktracking)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?<image>[^$:]+(?::[0-9]+/[^$:]+)?):(?<before>[^$]*)\$\{?(?<name>\w+)\}?(?<after>[^$]*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Tagged();
}
