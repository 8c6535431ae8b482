using System.Text;
using Slipway.Formats;
using Slipway.Pipelines;
using Slipway.Pipelines.Jobs;

namespace Slipway.Fuzz;

/// <summary>Configurations of pipelines: one that uses every keyword, one that is made of inputs, and expressions.</summary>
public static class PipelineTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("ci-configuration", [.. new[] { Everything, Plain }.Select(Encoding.UTF8.GetBytes)], (input, ct) => CompileAsync(Encoding.UTF8.GetString(input), ct)),
        new("ci-inputs", [Encoding.UTF8.GetBytes(Inputs)], (input, ct) => CompileAsync(Encoding.UTF8.GetString(input), ct)),
        new("ci-expression", [.. Expressions.Select(Encoding.UTF8.GetBytes)], (input, ct) => CompileAsync($"job:\n  script: x\n  rules:\n    - if: '{Encoding.UTF8.GetString(input).Replace("'", "''", StringComparison.Ordinal)}'\n", ct)),
    ];

    const string Plain = "build:\n  script: make\n";

    const string Inputs = """
        spec:
          inputs:
            name: {default: x, regex: '^[a-z]+$'}
            list: {type: array, default: [a, b]}
            many: {type: number, default: 3, options: [1, 3]}
        ---
        job-$[[ inputs.name | expand_vars | truncate(0, 5) ]]:
          script: $[[ inputs.list ]]
          parallel: $[[ inputs.many ]]
          variables: {A: "$[[ inputs.name | posix_escape ]]"}
        """;

    const string Everything = """
        stages: [build, test]
        include: [{local: more.yml, rules: [{if: $CI_COMMIT_BRANCH}], inputs: {a: b}}]
        default: {image: {name: debian, pull_policy: always}, retry: {max: 1, when: script_failure}, before_script: [a, [b]]}
        variables: {A: $B, B: {value: x, options: [x, y], description: z}}
        workflow: {name: $A, auto_cancel: {on_new_commit: none}, rules: [{if: '$A =~ /^x.*$/i && ($B != null || "a" == "b")'}]}
        .base: &base {script: [x], artifacts: {paths: [o/], expire_in: 2 weeks 1 day, reports: {dotenv: e, junit: [j]}}}
        one:
          <<: *base
          stage: build
          services: [{name: db, alias: "a,b"}]
          cache: [{key: {files: [more.yml], prefix: p}, paths: [v], policy: pull}]
          parallel: {matrix: [{OS: [a, b], V: [1, 2]}, {OS: c}]}
          rules: [{changes: ['**/*.{c,h}', 'a/[x-z]?/*'], when: delayed, start_in: 30 min}, {exists: [more.yml]}]
        two:
          extends: [.base]
          needs: [{job: one, optional: true, parallel: {matrix: [{OS: a, V: 1}]}}]
          only: {refs: [/^m/, tags@g/p], variables: [$A == "x"], changes: [x]}
          environment: {name: e, url: u, auto_stop_in: never}
          id_tokens: {T: {aud: [x]}}
          timeout: 1h 30m
          coverage: '/\d+%/'
        three: {script: [!reference [.base, script]], when: manual, allow_failure: {exit_codes: [1]}}
        four: {trigger: {include: [{local: a.yml}], strategy: depend}}
        """;

    static readonly string[] Expressions = ["$A == \"x\" && ($B =~ /^a(b|c)+$/i || $C != null)", "'a' =~ $PATTERN", "(($A))"];

    static readonly CompileLimits Limits = CompileLimits.Default with { YamlNodes = 100_000, Jobs = 300, ExpandedLength = 10_000, RegexCharacters = 100_000, PathMatches = 100_000 };

    static async Task CompileAsync(string yaml, CancellationToken ct)
    {
        var context = new CompileContext
        {
            Ref = "main", RefKind = RefKind.Branch, Source = "push", Limits = Limits, HasVault = true,
            Predefined = [new("CI_COMMIT_BRANCH", "main"), new("PATTERN", "/^(a+)+$/")],
            Pipeline = [new JobVariable("C", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")],
        };
        if (await PipelineCompiler.CompileAsync(new Source(yaml), context, ct) is not CompileResult.Invalid invalid) return;
        if (invalid.Errors.Count is 0 or > 101) throw new InvalidOperationException($"There are {invalid.Errors.Count} errors.");
        throw new MalformedInputException("ci", invalid.Errors[0].Message);
    }

    sealed class Source(string yaml) : IConfigurationSource
    {
        public ValueTask<string?> ReadAsync(string path, int maxBytes, CancellationToken ct) =>
            ValueTask.FromResult(path == ".gitlab-ci.yml" ? yaml : path == "more.yml" ? "spec: {inputs: {a: }}\n---\nmore: {stage: test, script: x}\n" : null);

        public ValueTask<IReadOnlyList<string>> FilesAsync(CancellationToken ct) => ValueTask.FromResult<IReadOnlyList<string>>(["more.yml", "a/b.c"]);

        public ValueTask<string?> ContentIdAsync(string path, CancellationToken ct) => ValueTask.FromResult(path == "more.yml" ? "id" : null);

        public ValueTask<ChangedFiles> ChangedAsync(string? compareTo, CancellationToken ct) => ValueTask.FromResult<ChangedFiles>(new ChangedFiles.Known(["a/b.c"]));

        public ValueTask<IConfigurationSource?> OpenProjectAsync(string project, string? revision, CancellationToken ct) => ValueTask.FromResult<IConfigurationSource?>(null);
    }
}
