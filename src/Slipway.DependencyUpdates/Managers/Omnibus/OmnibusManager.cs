using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Managers.Omnibus;

/// <summary>Omnibus software definitions, with their custom sources, versions file and version files at the top.</summary>
sealed class OmnibusManager : IManager
{
    public string Name => "omnibus";

    public void Read(ProjectFiles files, Findings findings)
    {
        var definitions = files.Named(IsDefinition).ToList();
        var sources = CustomSources.Read(files, findings);
        if (definitions.Count == 0 && !sources.Names.Any() && files.Open(VersionsFile.Path) is null) return;
        var versions = VersionsFile.Read(files, findings);
        var read = new List<Definition>();
        findings.Each(definitions, file => read.Add(DefinitionReader.Read(file)));
        var maker = new ComponentMaker(files, sources, versions, findings);
        foreach (var definition in read) maker.Make(definition);
        maker.MakeRest();
    }

    static bool IsDefinition(string path)
    {
        var parts = path.Split('/');
        return parts.Length >= 3 && parts[^3] == "config" && parts[^2] == "software" && path.EndsWith(".rb", StringComparison.Ordinal);
    }
}
