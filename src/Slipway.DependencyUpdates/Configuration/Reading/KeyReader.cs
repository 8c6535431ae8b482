using Slipway.DependencyUpdates.Syntax.Yaml;
using Slipway.Formats;
using Slipway.Formats.OpenPgp;

namespace Slipway.DependencyUpdates.Configuration.Reading;

/// <summary>OpenPGP keys that the configuration names by their files in the project: what is trusted is reviewed as code is.</summary>
static class KeyReader
{
    const string Remedy = "Commit the key to the project, armored: one in each file.";

    /// <summary>One file, or a list of files.</summary>
    public static IReadOnlyList<string> Of(Block block, string name, SettingsFaults faults) =>
        [.. (block.Texts(name) ?? []).Select(path => Key(path, why => block.Wrong(name, why, Remedy), faults)).OfType<string>()];

    /// <summary><c>repository-keys: {URL: FILE}</c>.</summary>
    public static IReadOnlyDictionary<string, string> Repositories(Block top, SettingsFaults faults)
    {
        const string Name = "repository-keys";
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (url, start, value) in top.Named(Name))
        {
            void Wrong(string why) => faults.Add(start, "deps.wrong-value", $"{Name}: \"{url}\" {why}.", Remedy);
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) Wrong("is no http or https URL of a repository");
            else if (value is not YamlScalar { Text.Length: > 0 } path) Wrong("names no file");
            else if (Key(path.Text, Wrong, faults) is { } key) found[url.TrimEnd('/')] = key;
        }

        return found;
    }

    static string? Key(string path, Action<string> wrong, SettingsFaults faults)
    {
        if (faults.Open(path)?.Text is not { } text)
        {
            wrong($"names {path}, which is no file of the project");
            return null;
        }

        try
        {
            PublicKey.Parse(text);
            return text;
        }
        catch (MalformedInputException unreadable)
        {
            wrong($"names {path}, which is no OpenPGP key: {unreadable.Message}");
            return null;
        }
    }
}
