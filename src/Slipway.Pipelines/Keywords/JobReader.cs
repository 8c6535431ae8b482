using Slipway.Pipelines.Expressions;
using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Rules;
using Slipway.Pipelines.Variables;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>One job of the configuration.</summary>
sealed class JobReader(CompileRun run, DefaultKeywords defaults, RuleReader rules)
{
    const int MaxName = 255;

    static readonly Dictionary<string, string> s_unsupported = new(StringComparer.Ordinal)
    {
        ["release"] = "Slipway keeps no releases: publish packages with slipway push in the script.",
        ["pages"] = "Slipway serves no pages: keep the files as artifacts.",
        ["publish"] = "Slipway serves no pages: keep the files as artifacts.",
        ["identity"] = "Use id_tokens.",
        ["inputs"] = "Use variables, or spec:inputs of the file.",
        ["run"] = "Steps are not: write the commands in script.",
        ["dast_configuration"] = "Run the scanner in script.",
        ["type"] = "GitLab took it out as well: write stage.",
    };

    static readonly string[] s_notForTriggers =
    [
        "script", "before_script", "after_script", "image", "services", "artifacts", "cache", "tags", "retry", "timeout", "coverage", "dependencies", "hooks", "id_tokens", "secrets",
        "environment",
    ];

    static readonly string[] s_notWithRules = ["only", "except", "start_in"];

    readonly RefPolicyReader _policies = new(run, rules);

    public JobDraft Read(string name, YamlMap map)
    {
        run.Budget.Spend(map.Size, map.Place);
        var what = $"Job \"{name}\"";
        if (name.Length > MaxName) run.Diagnostics.Error(map.Place, "ci.wrong-value", $"{what[..60]}…: the name has more than {MaxName} characters.", null);
        var own = new Block(map, what, run.Diagnostics);
        var (inherited, variables) = DefaultKeywords.Inherit(own);
        var triggers = own.Has("trigger") || (own.Take("needs") is YamlMap && !own.Has("script"));
        var block = triggers ? own : new Block(defaults.Apply(map, inherited), what, run.Diagnostics);
        block.Take("inherit");
        block.Take("extends");

        var common = Common(block, name);
        var draft = new JobDraft(
            triggers ? Trigger(block, common) : Script(block, common), map.Place,
            block.Choice("when", [.. JobWhens.All.Select(one => (one.Word, one.Value))]), AllowFailures.Read(block), rules.Read(block, RuleKind.Job),
            _policies.Read(block, "only"), _policies.Read(block, "except"), MatrixReader.Read(block),
            block.Has("needs") ? new NeedReader(block).Read() : null, triggers ? null : block.Texts("dependencies"),
            triggers ? [] : CacheReader.Read(block), variables);
        Check(block, draft);
        foreach (var keyword in triggers ? s_notForTriggers.Where(block.Has) : [])
            run.Diagnostics.Error(block.At(keyword), "ci.not-together", $"{what}: \"{keyword}\" cannot stand in a job that starts a pipeline.", "A trigger job runs nothing itself: put it into a job of its own.");
        var unsupported = new List<Unsupported>();
        block.Done(s_unsupported, unsupported);
        return draft with { Unsupported = unsupported };
    }

    static CompiledJob Common(Block block, string name) => new()
    {
        Name = name,
        Family = name,
        Stage = block.Text("stage") ?? "test",
        Variables = VariableReader.Read(block) ?? [],
        StartIn = block.Duration("start_in", TimeSpan.FromDays(7)),
        ResourceGroup = block.Text("resource_group"),
        Interruptible = block.Boolean("interruptible") ?? false,
        ManualConfirmation = block.Text("manual_confirmation"),
        At = new(block.Place.File.Name, block.Place.Line),
    };

    static CompiledJob Trigger(Block block, CompiledJob job)
    {
        if (!block.Has("trigger") && block.Take("needs") is YamlMap) return job;
        return job with { Trigger = TriggerReader.Read(block) };
    }

    CompiledJob Script(Block block, CompiledJob job)
    {
        var script = ScriptReader.Read(block, "script");
        if (script.Count == 0 && !block.Has("run") && block.Take("script") is null or YamlList { Items.Count: 0 } or YamlScalar { Text.Length: 0 })
        {
            if (block.Map["script"] is YamlScalar { Type: ScalarType.Missing }) return job;
            if (block.Map["script"] is null) block.Missing("script", "Give it a script or a trigger; begin its name with a dot if others only extend it.");
            else block.Wrong(block.Map["script"]!, "script", "a list with commands", null);
        }

        var hooks = block.Inner("hooks");
        var before = hooks is null ? [] : ScriptReader.Read(hooks, "pre_get_sources_script");
        hooks?.Done();
        return job with
        {
            Script = script,
            BeforeScript = ScriptReader.Read(block, "before_script"),
            AfterScript = ScriptReader.Read(block, "after_script"),
            PreGetSourcesScript = before,
            Image = ImageReader.Image(block),
            Services = ImageReader.Services(block),
            Artifacts = ArtifactReader.Read(block),
            Retry = RetryReader.Read(block),
            Timeout = block.Duration("timeout"),
            Environment = EnvironmentReader.Read(block),
            Tags = block.Texts("tags") ?? [],
            Coverage = Coverage(block),
            IdTokens = TokenReader.IdTokens(block),
            Secrets = TokenReader.Secrets(block, run.Context.HasVault),
        };
    }

    string? Coverage(Block block)
    {
        if (block.Text("coverage") is not { } text) return null;
        var why = "it is not between slashes";
        if (SafePattern.Split(text) is (var pattern, "") && run.Patterns.Get(pattern, "", out why) is { } made) return made.Source;
        run.Diagnostics.Error(block.At("coverage"), "ci.pattern", $"{block.What}: \"coverage\" is no pattern: {why}.", "Write a pattern of RE2 as in '/Lines: (\\d+)%/'.");
        return null;
    }

    void Check(Block block, JobDraft draft)
    {
        if (draft.Rules is not null)
        {
            foreach (var name in s_notWithRules.Where(block.Has))
                run.Diagnostics.Error(block.At(name), "ci.not-together", $"{block.What}: \"{name}\" and \"rules\" exclude each other.", name == "start_in" ? "Write start_in in the rule." : "Write its conditions as rules.");
        }
        else if (draft.When == JobWhen.Delayed && draft.Job.StartIn is null && !block.Has("start_in")) block.Missing("start_in", "Say when it starts: start_in: 30 minutes.");
        else if (draft.When != JobWhen.Delayed && block.Has("start_in")) block.Wrong("start_in", block.Take("start_in")!, "with when: delayed");
        if (draft.Name == "pages" && draft.Job.Trigger is null)
            run.Diagnostics.Warn(draft.At, "ci.pages", "Job \"pages\": Slipway serves no pages; the job runs like any other.", "Keep the files as artifacts.");
    }
}
