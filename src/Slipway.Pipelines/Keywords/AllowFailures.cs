using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>The keyword <c>allow_failure</c>.</summary>
static class AllowFailures
{
    /// <summary>Null where it is not there.</summary>
    public static AllowFailure? Read(Block block)
    {
        if (block.Take("allow_failure") is not YamlMap map) return block.Boolean("allow_failure") switch { true => AllowFailure.Yes, false => AllowFailure.No, null => null };
        var inner = block.Of(map, "allow_failure");
        var codes = inner.Integers("exit_codes");
        if (codes is null) inner.Missing("exit_codes");
        inner.Done();
        return new(Any: false, codes ?? []);
    }
}
