using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax;
using Slipway.DependencyUpdates.Syntax.Json;
using Slipway.DependencyUpdates.Syntax.Xml;

namespace Slipway.DependencyUpdates.Managers.NuGet;

/// <summary>Packages of project files, of <c>Directory.Packages.props</c>, and local tools.</summary>
sealed class NuGetManager : IManager
{
    static readonly string[] s_items = ["PackageReference", "PackageVersion", "GlobalPackageReference"];

    static readonly string[] s_extensions = [".csproj", ".fsproj", ".vbproj", ".props", ".targets"];

    public string Name => "nuget";

    public void Read(ProjectFiles files, Findings findings)
    {
        var anyLock = files.Paths.FirstOrDefault(path => path == "packages.lock.json" || path.EndsWith("/packages.lock.json", StringComparison.Ordinal));
        findings.Each(files.Named(path => s_extensions.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))), file => ReadProject(file, files, anyLock, findings));
        findings.Each(files.Named(path => path.EndsWith("dotnet-tools.json", StringComparison.Ordinal)), file =>
        {
            foreach (var (name, tool) in JsonTree.Read(file)["tools"]?.Members ?? [])
            {
                if (tool["version"]?.In(file) is { } version) findings.Add(file, new Component(Name, name, version) { Query = new(DatasourceNames.NuGet, name, Source(file.Path, files)) });
            }
        });
    }

    void ReadProject(SourceFile file, ProjectFiles files, string? anyLock, Findings findings)
    {
        var project = XmlScanner.Read(file);
        var source = Source(file.Path, files);
        var central = file.Path.EndsWith("Directory.Packages.props", StringComparison.OrdinalIgnoreCase);
        foreach (var item in project.Descendants().Where(element => s_items.Contains(element.Name, StringComparer.OrdinalIgnoreCase)))
        {
            if ((item.Attribute("Include") ?? item.Attribute("Update"))?.Raw is not { Length: > 0 } name) continue;
            var version = item.Attribute("Version") ?? item.Child("Version")?.Content ?? item.Attribute("VersionOverride");
            // Without one, it is in Directory.Packages.props.
            if (version is null || name.Contains('$', StringComparison.Ordinal)) continue;
            var locked = central || files.Beside(file.Path, "packages.lock.json") ? anyLock : null;
            findings.Add(file, Of(file, project, name, version, source) with { Lock = locked is null ? null : new("packages-lock", locked, "Change the version, then run: dotnet restore --force-evaluate") });
        }
    }

    Component Of(SourceFile file, XmlElement project, string name, XmlText version, string? source)
    {
        var query = new DatasourceQuery(DatasourceNames.NuGet, name, source);
        var text = version.Raw;
        if (text.StartsWith("$(", StringComparison.Ordinal) && text.EndsWith(')'))
        {
            var property = text[2..^1];
            return project.All("PropertyGroup").SelectMany(group => group.Children).FirstOrDefault(child => child.Name == property)?.Content is { } value
                ? new(Name, name, value.In(file)) { Query = query }
                : new(Name, name, version.In(file)) { Current = "", Places = [], Unwatched = $"Its version is the property {property}, which is set in another file: watch it there." };
        }

        if (text is ['[', .., ']'] && !text.Contains(',', StringComparison.Ordinal)) return new(Name, name, file.Place(version.Start + 1, text.Length - 2)) { Query = query };
        if (text.AsSpan().IndexOfAny("*[](),$") >= 0) return new(Name, name, version.In(file)) { Current = "", Places = [], Unwatched = $"It takes any version {text}." };
        return new(Name, name, version.In(file)) { Query = query };
    }

    /// <summary>The first source over HTTP of the nearest NuGet.config.</summary>
    static string? Source(string path, ProjectFiles files)
    {
        try
        {
            var configuration = ((string[])["NuGet.config", "nuget.config", "NuGet.Config"]).Select(name => files.Nearest(path, name)).FirstOrDefault(found => found is not null);
            return configuration is null ? null : XmlScanner.Read(configuration).All("packageSources").SelectMany(sources => sources.All("add")).Select(add => add.Attribute("value")?.Raw).FirstOrDefault(value => value?.StartsWith("http", StringComparison.Ordinal) == true);
        }
        catch (UnreadableException)
        {
            return null;
        }
    }
}
