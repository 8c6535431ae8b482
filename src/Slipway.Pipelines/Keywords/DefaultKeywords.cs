using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>What <c>default</c>, and the old top-level keywords, give to every job that does not say it itself; each keyword whole.</summary>
sealed class DefaultKeywords
{
    /// <summary>What <c>default</c> may hold.</summary>
    public static string[] Names { get; } =
        ["after_script", "artifacts", "before_script", "cache", "hooks", "id_tokens", "image", "interruptible", "retry", "services", "tags", "timeout"];

    /// <summary>Those that may also stand at the top.</summary>
    public static string[] TopLevel { get; } = ["after_script", "before_script", "cache", "image", "services"];

    static readonly Dictionary<string, string> s_unsupported = new(StringComparer.Ordinal) { ["identity"] = "Use id_tokens." };

    readonly Dictionary<string, YamlEntry> _given = new(StringComparer.Ordinal);

    public static DefaultKeywords Read(Block top)
    {
        var defaults = new DefaultKeywords();
        foreach (var name in TopLevel.Where(top.Has)) defaults._given[name] = top.Map.Find(name)!;
        if (top.Inner("default") is not { } block) return defaults;
        foreach (var name in Names.Where(block.Has)) defaults._given[name] = block.Map.Find(name)!;
        block.Done(s_unsupported);
        return defaults;
    }

    /// <summary>The job with what it inherits; its own keywords come first.</summary>
    public YamlMap Apply(YamlMap job, Inheritance inherited)
    {
        var missing = _given.Where(pair => inherited.Includes(pair.Key) && job[pair.Key] is null or YamlScalar { Type: ScalarType.Null }).Select(pair => pair.Value).ToList();
        if (missing.Count == 0) return job;
        var names = missing.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        return new(job.Place, [.. job.Entries.Where(entry => !names.Contains(entry.Name)), .. missing]);
    }

    /// <summary>The keyword <c>inherit</c> of a job.</summary>
    public static (Inheritance Default, Inheritance Variables) Inherit(Block job)
    {
        if (job.Inner("inherit") is not { } block) return (Inheritance.All, Inheritance.All);
        var both = (One(block, "default"), One(block, "variables"));
        foreach (var name in (both.Item1.Only ?? new HashSet<string>()).Where(name => !Names.Contains(name)))
            block.Diagnostics.Error(block.At("default"), "ci.wrong-value", $"{block.What}: \"{name}\" is nothing that default may hold.", Suggestion.For(name, Names));
        block.Done();
        return both;
    }

    static Inheritance One(Block block, string name) => block.Take(name) switch
    {
        null => Inheritance.All,
        YamlList => new(false, (block.Texts(name) ?? []).ToHashSet(StringComparer.Ordinal)),
        _ => new(block.Boolean(name) == false, null),
    };
}
