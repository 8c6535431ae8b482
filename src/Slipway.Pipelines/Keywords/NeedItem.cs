using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>One item of <c>needs</c>, as written.</summary>
abstract record NeedItem(YamlPlace At)
{
    /// <param name="Matrix">Which instances, or null for all.</param>
    public sealed record Job(YamlPlace At, string Name, bool Artifacts, bool Optional, IReadOnlyList<MatrixRow>? Matrix) : NeedItem(At);

    public sealed record Outside(YamlPlace At, OutsideNeed Need) : NeedItem(At);
}
