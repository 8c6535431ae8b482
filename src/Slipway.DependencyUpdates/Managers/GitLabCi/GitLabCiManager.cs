using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Managers.Docker;
using Slipway.DependencyUpdates.Syntax.Yaml;

namespace Slipway.DependencyUpdates.Managers.GitLabCi;

/// <summary>Images and services of pipelines, and what is included from other projects.</summary>
sealed class GitLabCiManager : IManager
{
    public string Name => "gitlab-ci";

    public void Read(ProjectFiles files, Findings findings) => findings.Each(files.Named(IsPipeline), file =>
    {
        if (YamlReader.Read(file, tolerant: true) is not YamlMap top) return;
        var variables = new Dictionary<string, YamlScalar>(StringComparer.Ordinal);
        foreach (var (name, value) in top.Map("variables")?.Entries ?? [])
        {
            if ((value as YamlScalar ?? (value as YamlMap)?.Scalar("value")) is { AsWritten: true } scalar) variables[name.Text] = scalar;
        }

        var told = new HashSet<int>();
        foreach (var map in Maps(top)) Images(file, map, variables, told, findings);
        Includes(file, top["include"], findings);
    });

    /// <summary>The top, <c>default</c> and every job.</summary>
    static IEnumerable<YamlMap> Maps(YamlMap top) => [top, .. top.Entries.Where(entry => entry.Key.Text is not ("variables" or "include" or "workflow" or "stages" or "spec")).Select(entry => entry.Value).OfType<YamlMap>()];

    void Images(SourceFile file, YamlMap map, Dictionary<string, YamlScalar> variables, HashSet<int> told, Findings findings)
    {
        IEnumerable<YamlNode?> nodes = [map["image"], .. (map["services"] as YamlList)?.Items ?? []];
        foreach (var node in nodes)
        {
            if ((node as YamlScalar ?? (node as YamlMap)?.Scalar("name")) is not { AsWritten: true, Text.Length: > 0 } scalar || !told.Add(scalar.Start)) continue;
            Image(file, scalar, variables, told, findings);
        }
    }

    void Image(SourceFile file, YamlScalar image, Dictionary<string, YamlScalar> variables, HashSet<int> told, Findings findings)
    {
        if (!image.Text.Contains('$', StringComparison.Ordinal))
        {
            if (ImageReference.Component(Name, file, image.Start, image.Text) is { } component) findings.Add(file, component);
            else findings.Add(file, image.Start, $"\"{image.Text}\" is no name of an image.", "Write [host/]name:tag.");
            return;
        }

        // image: $IMAGE, or image: ruby:$RUBY_VERSION, with the variable in this file.
        var dollar = image.Text.IndexOf('$', StringComparison.Ordinal);
        var name = image.Text[(dollar + 1)..].Trim('{', '}');
        if (variables.TryGetValue(name, out var value))
        {
            if (!told.Add(value.Start)) return;
            if (dollar == 0 && ImageReference.Component(Name, file, value.Start, value.Text) is { } whole)
            {
                findings.Add(file, whole);
                return;
            }

            if (dollar > 1 && ImageReference.Read(image.Text[..dollar] + value.Text) is { Tag.Length: > 0 } read)
            {
                findings.Add(file, new Component(Name, read.Name, value.In(file)) { Current = (image.Text[..dollar] + value.Text).Substring(read.Tag.Start, read.Tag.Length), Query = new(Datasources.DatasourceNames.Oci, read.Name) });
                return;
            }
        }

        findings.Add(file, new Component(Name, image.Text, image.In(file)) { Current = "", Places = [], Unwatched = "Its name is put together from variables that are set elsewhere." });
    }

    void Includes(SourceFile file, YamlNode? include, Findings findings)
    {
        foreach (var map in (include as YamlList)?.Items.OfType<YamlMap>() ?? (include is YamlMap one ? [one] : []))
        {
            if (map.Scalar("project") is { } project && map.Scalar("ref") is { AsWritten: true } revision)
                findings.Add(file, new Component(Name, project.Text, revision.In(file)) { Unwatched = revision.Text.AsSpan().IndexOfAnyInRange('0', '9') < 0 ? $"It follows the branch {revision.Text}." : null });
            else if (map.Scalar("component") is { AsWritten: true } component && component.Text.LastIndexOf('@') is > 0 and var at)
                findings.Add(file, new Component(Name, component.Text[..at], file.Place(component.Start + at + 1, component.Text.Length - at - 1)) { Unwatched = component.Text[(at + 1)..].StartsWith('~') ? "It follows the newest version." : null });
        }
    }

    static bool IsPipeline(string path) => path.EndsWith(".gitlab-ci.yml", StringComparison.Ordinal) || path.EndsWith(".gitlab-ci.yaml", StringComparison.Ordinal)
        || ((path.StartsWith(".gitlab/ci/", StringComparison.Ordinal) || path.StartsWith("gitlab-ci-config/", StringComparison.Ordinal)) && (path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal)));
}
