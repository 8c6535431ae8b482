using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Configuration.Tools;

/// <summary>
/// The registries that npm, pip and Go are set to on this machine: their environment variables, then the files of the user and of the
/// machine, as those tools look for them. A user's name and password in an address become a credential for its host.
/// </summary>
public sealed class ToolRegistries
{
    // Below the prefix of npm: Debian's, and those of other installations.
    static readonly string[] s_npmOfMachine = ["/etc/npmrc", "/usr/etc/npmrc", "/usr/local/etc/npmrc"];

    static readonly string[] s_sections = ["install", "global"];

    readonly Dictionary<string, string> _registries = new(StringComparer.Ordinal);
    readonly List<SourceCredential> _credentials = [];

    /// <summary>By datasource.</summary>
    public IReadOnlyDictionary<string, string> Registries => _registries;

    public IReadOnlyList<SourceCredential> Credentials => _credentials;

    /// <summary>Patterns of Go's modules whose names go to no proxy.</summary>
    public IReadOnlyList<string> PrivateModules { get; private set; } = [];

    /// <param name="environment">A variable; null: it is not set.</param>
    /// <param name="open">A file's text; null: there is none.</param>
    public static ToolRegistries Read(Func<string, string?> environment, Func<string, string?> open)
    {
        var home = environment("HOME") ?? "";
        var config = environment("XDG_CONFIG_HOME") is { Length: > 0 } own ? own : Path.Combine(home, ".config");
        var found = new ToolRegistries();
        found.Add(DatasourceNames.Npm, [
            environment("NPM_CONFIG_REGISTRY"), environment("npm_config_registry"),
            .. s_npmOfMachine.Prepend(environment("NPM_CONFIG_GLOBALCONFIG") ?? "").Prepend(environment("NPM_CONFIG_USERCONFIG") ?? Path.Combine(home, ".npmrc")).Where(file => file.Length > 0).Select(file => SettingLines.Find(open(file), null, "registry")),
        ]);
        // pip reads the machine's file first and lets the later ones overrule it.
        found.Add(DatasourceNames.PyPi, [
            environment("PIP_INDEX_URL"),
            .. new[] { environment("PIP_CONFIG_FILE"), Path.Combine(config, "pip/pip.conf"), Path.Combine(home, ".pip/pip.conf"), "/etc/pip.conf" }
                .OfType<string>().Where(file => file.Length > 0).SelectMany(file => s_sections.Select(section => SettingLines.Find(open(file), section, "index-url"))),
        ]);
        // "https://a,https://b|direct": the first that is a proxy.
        var go = open(environment("GOENV") ?? Path.Combine(config, "go/env"));
        string? Go(string name) => environment(name) is { Length: > 0 } set ? set : SettingLines.Find(go, null, name);
        found.Add(DatasourceNames.Go, [.. (Go("GOPROXY") ?? "").Split(',', '|')]);
        found.PrivateModules = (Go("GONOPROXY") ?? Go("GOPRIVATE") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return found;
    }

    /// <summary>For <see cref="Read"/>: small files only, and none that can't be read.</summary>
    public static string? OpenFile(string path)
    {
        const int Most = 1 << 20;
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= Most } ? File.ReadAllText(path) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    void Add(string datasource, IEnumerable<string?> addresses)
    {
        foreach (var text in addresses)
        {
            if (!Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) continue;
            _registries[datasource] = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
            if (address.UserInfo.Length > 0)
                _credentials.Add(new(address.Authority, "Authorization", "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo)))));
            return;
        }
    }
}
