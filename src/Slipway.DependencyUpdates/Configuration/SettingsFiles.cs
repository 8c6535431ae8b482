using Slipway.DependencyUpdates.Configuration.Foreign;
using Slipway.DependencyUpdates.Configuration.Reading;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Configuration;

/// <summary>Finds a project's configuration: its own, else another tool's, else none.</summary>
public static class SettingsFiles
{
    public static IReadOnlyList<string> Own { get; } = ["slipway-deps.yml", ".slipway/deps.yml"];

    static readonly string[] s_renovate = ["renovate.json", "renovate.json5", ".renovaterc", ".renovaterc.json", ".gitlab/renovate.json", ".github/renovate.json"];

    public static SettingsResult Read(ProjectFiles files)
    {
        if (Own.Select(files.Open).FirstOrDefault(file => file is not null) is { } own) return SettingsReader.Read(own, files.Open);
        if (files.Open("deps.yml") is { } deps) return DepsYml.Read(deps);
        if (s_renovate.Select(files.Open).FirstOrDefault(file => file is not null) is { } renovate) return RenovateJson.Read(renovate);
        return new(DependencySettings.Default, [], []);
    }
}
