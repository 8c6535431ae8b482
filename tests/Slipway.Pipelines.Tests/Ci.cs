using Slipway.Pipelines.Jobs;

namespace Slipway.Pipelines.Tests;

/// <summary>Compiles a configuration for a test, and says what came of it.</summary>
static class Ci
{
    public const string Entry = ".gitlab-ci.yml";

    public static CompileContext Push(string branch = "main", params (string Key, string Value)[] variables) => new()
    {
        Ref = branch,
        RefKind = RefKind.Branch,
        Source = "push",
        ProjectPath = "group/project",
        Predefined = [new("CI_COMMIT_BRANCH", branch), new("CI_COMMIT_REF_NAME", branch), new("CI_PIPELINE_SOURCE", "push"), new("CI_DEFAULT_BRANCH", "main")],
        Pipeline = [.. variables.Select(pair => new JobVariable(pair.Key, pair.Value))],
    };

    public static CompileContext Tag(string name) => new() { Ref = name, RefKind = RefKind.Tag, Source = "push", Predefined = [new("CI_COMMIT_TAG", name)] };

    public static CompileContext MergeRequest() => new()
    {
        Ref = "feature", RefKind = RefKind.MergeRequest, Source = "merge_request_event", Predefined = [new("CI_PIPELINE_SOURCE", "merge_request_event"), new("CI_MERGE_REQUEST_IID", "7")],
    };

    public static Task<CompileResult> CompileAsync(string yaml, CompileContext? context = null) => CompileAsync(new FakeSource { Files = { [Entry] = yaml } }, context);

    public static Task<CompileResult> CompileAsync(FakeSource source, CompileContext? context = null) => PipelineCompiler.CompileAsync(source, context ?? Push(), TestContext.Current.CancellationToken);

    public static async Task<CompiledPipeline> PipelineAsync(string yaml, CompileContext? context = null) => Pipeline(await CompileAsync(yaml, context));

    public static async Task<CompiledPipeline> PipelineAsync(FakeSource source, CompileContext? context = null) => Pipeline(await CompileAsync(source, context));

    public static async Task<CompiledJob> JobAsync(string yaml, string name = "job", CompileContext? context = null) => (await PipelineAsync(yaml, context)).Job(name);

    public static async Task<IReadOnlyList<string>> NamesAsync(string yaml, CompileContext? context = null) => await CompileAsync(yaml, context) switch
    {
        CompileResult.Compiled compiled => [.. compiled.Pipeline.Jobs.Select(job => job.Name)],
        CompileResult.NotWanted => [],
        var other => throw new InvalidOperationException(Tell(other)),
    };

    /// <summary>All errors, one a line, as <c>line:column code message remedy</c>.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> ErrorsAsync(string yaml, CompileContext? context = null) => Errors(await CompileAsync(yaml, context));

    public static async Task<IReadOnlyList<Diagnostic>> ErrorsAsync(FakeSource source, CompileContext? context = null) => Errors(await CompileAsync(source, context));

    public static async Task<Diagnostic> ErrorAsync(string yaml, CompileContext? context = null) => (await ErrorsAsync(yaml, context)).ShouldHaveSingleItem();

    public static CompiledJob Job(this CompiledPipeline pipeline, string name) => pipeline.Jobs.Single(job => job.Name == name);

    static CompiledPipeline Pipeline(CompileResult result) => result is CompileResult.Compiled compiled ? compiled.Pipeline : throw new InvalidOperationException(Tell(result));

    static IReadOnlyList<Diagnostic> Errors(CompileResult result) => result is CompileResult.Invalid invalid ? invalid.Errors : throw new InvalidOperationException($"It is not refused: {result}");

    static string Tell(CompileResult result) => result is CompileResult.Invalid invalid ? string.Join('\n', invalid.Errors) : result.ToString();
}
