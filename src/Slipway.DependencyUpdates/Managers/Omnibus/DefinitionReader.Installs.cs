using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Ruby;

namespace Slipway.DependencyUpdates.Managers.Omnibus;

/// <summary>What a build installs from a registry.</summary>
sealed partial class DefinitionReader
{
    /// <summary><c>gem "install patroni --version '#{version}'"</c>, <c>command "pip install docutils==#{version}"</c>.</summary>
    void Install(int at)
    {
        var strings = StatementStrings(at);
        var said = string.Concat(strings.Select(token => token.Text));
        foreach (var token in strings)
        {
            foreach (Match pin in PinnedInstall().Matches(token.Text)) _definition.Pins.Add((pin.Groups["name"].Value, _file.Place(token.Start + pin.Groups["version"].Index, pin.Groups["version"].Length)));
        }

        if (PipInstall().Match(said) is { Success: true } pip) _definition.Installed ??= ("pypi", Expand(pip.Groups["name"].Value));
        else if (GemInstall().Match((_tokens[at].Text == "gem" ? "gem " : "") + said) is { Success: true } gem) _definition.Installed ??= ("rubygems", Expand(gem.Groups["name"].Value));
    }

    string Expand(string name) => name == "#{name}" ? _definition.Name ?? name : name;

    [GeneratedRegex(@"\bpip3? install\b.*?(?<name>#\{name\}|[A-Za-z0-9_.-]+)(?:\[[a-z,]*\])?==#\{(?:default_)?version", RegexOptions.NonBacktracking)]
    private static partial Regex PipInstall();

    [GeneratedRegex(@"\bpip3? install\b[^#]*? (?<name>[A-Za-z0-9_.-]+)(?:\[[a-z,]*\])?==(?<version>[0-9][0-9A-Za-z.]*)", RegexOptions.NonBacktracking)]
    private static partial Regex PinnedInstall();

    [GeneratedRegex(@"\b(?:gem|gem'\)\}|gem""\)\}) install (?<name>#\{name\}|[a-z0-9_-]+)", RegexOptions.NonBacktracking)]
    private static partial Regex GemInstall();
}
