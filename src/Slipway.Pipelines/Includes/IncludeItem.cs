using Slipway.Pipelines.Rules;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Includes;

/// <summary>One item of <c>include</c>.</summary>
/// <param name="Rules">Null: always.</param>
/// <param name="Inputs">Null: none.</param>
abstract record IncludeItem(YamlPlace At, IReadOnlyList<Rule>? Rules, YamlMap? Inputs)
{
    /// <summary>A file of the same project, or several by a pattern.</summary>
    public sealed record Local(YamlPlace At, string Path, IReadOnlyList<Rule>? Rules, YamlMap? Inputs) : IncludeItem(At, Rules, Inputs);

    /// <summary>Files of another project.</summary>
    public sealed record Project(YamlPlace At, string Path, string? Ref, IReadOnlyList<string> Files, IReadOnlyList<Rule>? Rules, YamlMap? Inputs)
        : IncludeItem(At, Rules, Inputs);

    /// <summary>A file below <c>templates/</c> of another project.</summary>
    /// <param name="Address"><c>host/group/project/name@version</c>.</param>
    public sealed record Component(YamlPlace At, string Address, IReadOnlyList<Rule>? Rules, YamlMap? Inputs) : IncludeItem(At, Rules, Inputs);

    /// <summary>A file of another host.</summary>
    /// <param name="Integrity"><c>sha256-</c> and the digest in base64, or null.</param>
    public sealed record Remote(YamlPlace At, string Address, string? Integrity, IReadOnlyList<Rule>? Rules, YamlMap? Inputs) : IncludeItem(At, Rules, Inputs);
}
