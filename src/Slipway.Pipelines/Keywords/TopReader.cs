using Slipway.Pipelines.Extends;
using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Rules;
using Slipway.Pipelines.Variables;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>The whole configuration, read and checked, before anything is decided.</summary>
/// <param name="Stages">In order, <c>.pre</c> first and <c>.post</c> last.</param>
sealed record Configuration(YamlPlace At, IReadOnlyList<string> Stages, IReadOnlyList<PipelineVariable> Variables, Workflow Workflow, IReadOnlyList<JobDraft> Jobs);

/// <summary>The top level of a configuration.</summary>
sealed class TopReader(CompileRun run, RuleReader rules)
{
    static readonly string[] s_keywords = ["default", "include", "stages", "variables", "workflow", .. DefaultKeywords.TopLevel];
    static readonly string[] s_jobKeys = ["script", "trigger", "extends", "stage", "needs", "run"];
    static readonly string[] s_stages = ["build", "test", "deploy"];

    public Configuration Read(YamlMap root)
    {
        var top = new Block(root, "The configuration", run.Diagnostics);
        var extender = new JobExtender(root, run);
        var jobs = new JobReader(run, DefaultKeywords.Read(top), rules);
        var stages = Stages(top);
        var (variables, workflow) = (VariableReader.ReadTop(top), WorkflowReader.Read(top, rules));
        var drafts = new List<JobDraft>();
        foreach (var entry in root.Entries.Where(entry => !s_keywords.Contains(entry.Name) && !entry.Name.StartsWith('.')))
        {
            if (entry.Value is YamlMap map && (IsJob(map) || Keyword(entry.Name) is null)) drafts.Add(jobs.Read(entry.Name, extender.Extended(entry)));
            else Unknown(entry);
            if (drafts.Count > run.Limits.Jobs) throw new LimitException(entry.Key.Place, $"The configuration has more than {run.Limits.Jobs} jobs.", "Use parallel, or child pipelines.");
        }

        if (drafts.Count == 0) run.Diagnostics.Error(root.Place, "ci.no-jobs", "The configuration has no job that can run.", "Add a job: a name, and under it script with commands. Names that begin with a dot only serve extends.");
        return new(root.Place, stages, variables, workflow, drafts);
    }

    static bool IsJob(YamlMap map) => s_jobKeys.Any(key => map[key] is not null);

    /// <summary>"Did you mean x?", where a keyword is near.</summary>
    static string? Keyword(string name) => Suggestion.For(name, s_keywords) is { } near && near.StartsWith("Did", StringComparison.Ordinal) ? near : null;

    void Unknown(YamlEntry entry) => run.Diagnostics.Error(
        entry.Key.Place, "ci.unknown-key", $"\"{entry.Name}\" is no keyword, and no job either: it is {entry.Value.Kind}{(entry.Value is YamlMap ? " without script or trigger" : "")}.",
        entry.Name == "types" ? "Write stages." : Keyword(entry.Name) ?? "A job is a map with script or trigger; begin the name with a dot for what others only refer to.");

    static List<string> Stages(Block top)
    {
        var given = top.Texts("stages") ?? [.. s_stages];
        if (top.Has("stages") && given.Count == 0) top.Wrong("stages", top.Take("stages")!, "a list with stages");
        return [".pre", .. given.Where(stage => stage is not (".pre" or ".post")).Distinct(StringComparer.Ordinal), ".post"];
    }
}
