using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Xml;

namespace Slipway.DependencyUpdates.Managers.Maven;

/// <summary>Dependencies, plugins, extensions and the parent of a <c>pom.xml</c>.</summary>
sealed class MavenManager : IManager
{
    static readonly string[] s_kinds = ["dependency", "plugin", "extension", "parent"];

    public string Name => "maven";

    public void Read(ProjectFiles files, Findings findings) => findings.Each(files.Named(path => path == "pom.xml" || path.EndsWith("/pom.xml", StringComparison.Ordinal)), file =>
    {
        var project = XmlScanner.Read(file);
        var registry = project.All("repository").Select(repository => repository.Child("url")?.Content?.Raw).FirstOrDefault(url => url?.StartsWith("http", StringComparison.Ordinal) == true);
        foreach (var element in project.Descendants().Where(element => s_kinds.Contains(element.Name)))
        {
            if (element.Child("artifactId")?.Content?.Raw is not { } artifact) continue;
            var group = element.Child("groupId")?.Content?.Raw ?? (element.Name == "plugin" ? "org.apache.maven.plugins" : null);
            // Without a version it is the parent's or the management's.
            if (group is null || element.Child("version")?.Content is not { } version) continue;
            findings.Add(file, Of(file, project, $"{group}:{artifact}", version, registry));
        }
    });

    Component Of(SourceFile file, XmlElement project, string name, XmlText version, string? registry)
    {
        var query = new DatasourceQuery(DatasourceNames.Maven, name, registry);
        var text = version.Raw;
        if (name.Contains("${", StringComparison.Ordinal) || name.StartsWith("${", StringComparison.Ordinal)) return new(Name, name, version.In(file)) { Current = "", Places = [], Unwatched = "Its name is a property." };
        if (text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith('}'))
        {
            var property = text[2..^1];
            if (property is "project.version" or "revision") return new(Name, name, version.In(file)) { Current = "", Places = [], Unwatched = "It has the project's own version." };
            return project.All("properties").SelectMany(properties => properties.Children).FirstOrDefault(child => child.Name == property)?.Content is { } value
                ? new(Name, name, value.In(file)) { Query = query }
                : new(Name, name, version.In(file)) { Current = "", Places = [], Unwatched = $"Its version is the property {property}, which another file sets: watch it there." };
        }

        if (text.AsSpan().IndexOfAny("[](),$") >= 0 || text is "LATEST" or "RELEASE") return new(Name, name, version.In(file)) { Current = "", Places = [], Unwatched = $"It takes any version {text}." };
        return new(Name, name, version.In(file)) { Query = query };
    }
}
