using Slipway.Pipelines.Inputs;
using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>The keyword <c>trigger</c>.</summary>
static class TriggerReader
{
    const int MaxFiles = 3;
    static readonly TriggerForward s_forward = new(YamlVariables: true, PipelineVariables: false);

    static readonly Dictionary<string, string> s_unsupported = new(StringComparer.Ordinal)
    {
        ["template"] = "Slipway has none of GitLab's templates: copy the file into the project and use local.",
        ["remote"] = "Slipway reads no configuration from other hosts: put the file into a project and use local, or project and file.",
        ["component"] = "Use project and file.",
    };

    /// <summary>Null where the keyword is not there, or wrong, which is told.</summary>
    public static JobTrigger? Read(Block job)
    {
        if (job.Take("trigger") is not YamlMap map)
            return job.Text("trigger") is { Length: > 0 } only ? new JobTrigger.Downstream(only, null, TriggerStrategy.Start, s_forward, InputValues.None) : null;
        var block = job.Of(map, "trigger");
        var strategy = block.Choice("strategy", ("depend", TriggerStrategy.Depend), ("mirror", TriggerStrategy.Mirror)) ?? TriggerStrategy.Start;
        var inputs = InputValues.Read(block);
        var forward = Forward(block);
        JobTrigger? trigger = null;
        if (block.Has("include"))
        {
            if (block.Has("project")) block.Wrong("project", block.Take("project")!, "without include");
            trigger = new JobTrigger.Child(Files(block), strategy, forward, inputs);
        }
        else if (block.Required("project") is { } project) trigger = new JobTrigger.Downstream(project, block.Text("branch"), strategy, forward, inputs);
        block.Done();
        return trigger;
    }

    static TriggerForward Forward(Block block)
    {
        if (block.Inner("forward") is not { } inner) return s_forward;
        var forward = new TriggerForward(inner.Boolean("yaml_variables") ?? true, inner.Boolean("pipeline_variables") ?? false);
        inner.Done();
        return forward;
    }

    static List<TriggerInclude> Files(Block block)
    {
        var node = block.Take("include");
        if (node is YamlScalar { Type: ScalarType.Text } only) return [new TriggerInclude.Local(Trim(only.Text), InputValues.None)];
        var files = new List<TriggerInclude>();
        foreach (var item in node is YamlMap single ? [single] : block.Items("include") ?? [])
        {
            if (item is YamlScalar { Type: ScalarType.Text } path) files.Add(new TriggerInclude.Local(Trim(path.Text), InputValues.None));
            else if (item is not YamlMap map) block.Wrong("include", item, "a file's path, or a map");
            else if (File(block.Of(map, "include")) is { } file) files.Add(file);
        }

        if (files.Count > MaxFiles) block.Wrong("include", node!, $"a list of at most {MaxFiles} files");
        return files;
    }

    static TriggerInclude? File(Block block)
    {
        var inputs = InputValues.Read(block);
        TriggerInclude? file = null;
        if (block.Has("local")) file = block.Required("local") is { } path ? new TriggerInclude.Local(Trim(path), inputs) : null;
        else if (block.Has("artifact")) file = (block.Required("artifact"), block.Required("job")) is ({ } artifact, { } job) ? new TriggerInclude.Artifact(artifact, job, inputs) : null;
        else if (block.Has("project"))
            file = (block.Required("project"), block.OneOrMore("file")) is ({ } project, { Count: > 0 } paths) ? new TriggerInclude.Project(project, block.Text("ref"), [.. paths.Select(Trim)], inputs) : null;
        else if (!block.Map.Entries.Any(entry => s_unsupported.ContainsKey(entry.Name))) block.Missing("local", "Or write artifact with job, or project with file.");
        block.Done(s_unsupported);
        return file;
    }

    static string Trim(string path) => path.TrimStart('/');
}
