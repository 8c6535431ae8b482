using Slipway.Pipelines.Jobs;

namespace Slipway.Pipelines.Tests.Rules;

public sealed class RuleTests
{
    static FakeSource Source(string yaml, ChangedFiles? changed = null) => new()
    {
        Files = { [Ci.Entry] = yaml, ["Dockerfile"] = "", ["src/a/b.c"] = "", ["docs/index.md"] = "" },
        Changed = changed ?? new ChangedFiles.Known(["src/a/b.c"]),
        ChangedSince = { ["main"] = new ChangedFiles.Known(["docs/index.md"]) },
        Projects = { ["g/other@v1"] = new FakeSource { Files = { ["x.txt"] = "" } } },
    };

    [Theory]
    [InlineData("[]", false)]
    [InlineData("[{if: $NOT_SET}]", false)]
    [InlineData("[{if: $CI_COMMIT_BRANCH == 'main'}]", true)]
    [InlineData("[{if: $CI_COMMIT_BRANCH == 'main', when: never}, {when: always}]", false)]
    [InlineData("[{when: always}]", true)]
    [InlineData("[{changes: [src/**/*]}]", true)]
    [InlineData("[{changes: ['**/*.c']}]", true)]
    [InlineData("[{changes: ['*.c']}]", false)]
    [InlineData("[{changes: ['src/*']}]", false)]
    [InlineData("[{changes: ['src/{a,x}/b.[ch]']}]", true)]
    [InlineData("[{changes: {paths: [docs/**/*]}}]", false)]
    [InlineData("[{changes: {paths: [docs/**/*], compare_to: main}}]", true)]
    [InlineData("[{changes: ['$DIR/**/*']}]", true)]
    [InlineData("[{exists: [Dockerfile]}]", true)]
    [InlineData("[{exists: ['**/*.md']}]", true)]
    [InlineData("[{exists: ['*.md']}]", false)]
    [InlineData("[{exists: [nope, docs/index.md]}]", true)]
    [InlineData("[{exists: {paths: [x.txt], project: g/other, ref: v1}}]", true)]
    [InlineData("[{exists: {paths: [y.txt], project: g/other, ref: v1}}]", false)]
    [InlineData("[{if: $CI_COMMIT_BRANCH, changes: [nope]}]", false)]
    [InlineData("[[{if: $NOT_SET}], [[{when: always}]]]", true)]
    [InlineData("[{if: $CI_JOB_NAME == 'job'}]", true)]
    [InlineData("[{if: '$NESTED == \"srcsrc\"'}]", true)]
    public async Task The_first_rule_whose_conditions_all_hold_decides(string rules, bool runs)
    {
        var source = Source($"variables: {{DIR: src, NESTED: $DIR$DIR}}\njob:\n  script: x\n  rules: {rules}\nalways: {{script: y}}");
        (await Ci.PipelineAsync(source)).Jobs.Any(job => job.Name == "job").ShouldBe(runs);
    }

    [Fact]
    public async Task Where_nothing_can_be_compared_every_change_is_true()
    {
        var pipeline = await Ci.PipelineAsync(Source("job: {script: x, rules: [{changes: [nope]}]}", new ChangedFiles.All()));
        pipeline.Jobs.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Unknown_projects_and_revisions_are_errors()
    {
        var errors = await Ci.ErrorsAsync(Source("job: {script: x, rules: [{changes: {paths: [a], compare_to: nope}}, {exists: {paths: [a], project: g/none}}]}"));
        errors.Select(error => error.Code).ShouldBe(["ci.unknown-revision", "ci.unknown-project"]);
    }

    [Fact]
    public async Task A_rule_decides_when_variables_needs_and_failure()
    {
        var pipeline = await Ci.PipelineAsync("""
            a: {script: x, stage: build}
            b: {script: x, stage: build}
            job:
              script: x
              variables: {V: job, W: job}
              needs: [a]
              rules:
                - if: $CI_COMMIT_BRANCH
                  when: delayed
                  start_in: 30 minutes
                  allow_failure: true
                  interruptible: true
                  variables: {V: rule}
                  needs: [b]
            """);
        var job = pipeline.Job("job");
        (job.When, job.StartIn, job.AllowFailure, job.Interruptible).ShouldBe((JobWhen.Delayed, TimeSpan.FromMinutes(30), AllowFailure.Yes, true));
        job.Variables.ShouldBe([new("V", "rule"), new("W", "job")]);
        job.Needs.ShouldBe([new("b", true)]);
    }

    [Theory]
    [InlineData("only: [main]", "main", true)]
    [InlineData("only: [main]", "other", false)]
    [InlineData("only: main", "main", true)]
    [InlineData("only: [/^ma/]", "main", true)]
    [InlineData("only: [/^MA/i]", "main", true)]
    [InlineData("only: [/^x/]", "main", false)]
    [InlineData("only: [branches]", "main", true)]
    [InlineData("only: [tags]", "main", false)]
    [InlineData("only: [pushes]", "main", true)]
    [InlineData("only: [schedules, web]", "main", false)]
    [InlineData("only: [main@group/project]", "main", true)]
    [InlineData("only: [main@group/else]", "main", false)]
    [InlineData("only: ['/^ma.n/@group/project']", "main", true)]
    [InlineData("except: [main]", "main", false)]
    [InlineData("except: [main]", "other", true)]
    [InlineData("except: {variables: [$GO]}", "main", false)]
    [InlineData("only: {variables: [$NOPE, $GO == 'yes']}", "main", true)]
    [InlineData("only: {variables: [$NOPE]}", "main", false)]
    [InlineData("only: {refs: [other], variables: [$GO]}", "main", false)]
    [InlineData("only: {changes: [src/**/*]}", "main", true)]
    [InlineData("only: {changes: [docs/*]}", "main", false)]
    [InlineData("only: [merge_requests]", "main", false)]
    public async Task Only_and_except_choose_refs(string keyword, string branch, bool runs)
    {
        var source = Source($"job:\n  script: x\n  {keyword}\nalways: {{script: y}}");
        (await Ci.PipelineAsync(source, Ci.Push(branch, ("GO", "yes")))).Jobs.Any(job => job.Name == "job").ShouldBe(runs);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("only: [merge_requests]", "job")]
    [InlineData("rules: [{if: $CI_MERGE_REQUEST_IID}]", "job")]
    [InlineData("only: [feature]", "")]
    public async Task A_merge_request_gets_the_jobs_that_ask_for_it(string keyword, string names) =>
        string.Join(',', await Ci.NamesAsync($"job:\n  script: x\n  {keyword}\n", Ci.MergeRequest())).ShouldBe(names);

    [Fact]
    public async Task With_rules_of_the_workflow_jobs_without_rules_run_for_merge_requests_too() =>
        (await Ci.NamesAsync("workflow: {rules: [{when: always}]}\njob: {script: x}", Ci.MergeRequest())).ShouldBe(["job"]);

    [Fact]
    public async Task Tags_run_what_is_for_tags() =>
        (await Ci.NamesAsync("a: {script: x, only: [tags]}\nb: {script: x, except: [tags]}\nc: {script: x}\nd: {script: x, rules: [{if: $CI_COMMIT_TAG =~ /^v\\d+/}]}", Ci.Tag("v1"))).ShouldBe(["a", "c", "d"]);
}
