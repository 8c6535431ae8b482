using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Yaml;

namespace Slipway.DependencyUpdates.Managers.Omnibus;

/// <summary><c>.custom_sources.yml</c>: for each name, where its git repository is. The public one is watched, whichever the build uses.</summary>
sealed class CustomSources
{
    public const string Path = ".custom_sources.yml";

    // "security" holds fixes that are not public: it is never asked.
    static readonly string[] s_keys = ["alternative", "remote"];

    readonly Dictionary<string, string> _urls = new(StringComparer.Ordinal);

    public static CustomSources Read(ProjectFiles files, Findings findings)
    {
        var sources = new CustomSources();
        findings.Each(files.Named(path => path == Path), file =>
        {
            if (YamlReader.Read(file, tolerant: true) is not YamlMap map) return;
            foreach (var (name, value) in map.Entries)
            {
                var url = s_keys.Select(key => (value as YamlMap)?.Scalar(key)).FirstOrDefault(found => found is not null);
                if (url is not null) sources._urls[name.Text] = url.Text;
                else findings.Add(file, name.Start, $"\"{name.Text}\" has no address.", "Write alternative: or remote: with the address of its git repository.");
            }
        });
        return sources;
    }

    public IEnumerable<string> Names => _urls.Keys;

    public string? Find(string? name) => name is null ? null : _urls.GetValueOrDefault(name);
}
