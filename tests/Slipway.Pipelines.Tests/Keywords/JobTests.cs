using Slipway.Pipelines.Jobs;

namespace Slipway.Pipelines.Tests.Keywords;

public sealed class JobTests
{
    [Fact]
    public async Task Nested_scripts_are_one_list()
    {
        var job = await Ci.JobAsync("""
            .a: &a [one, two]
            job:
              before_script: single
              script: [*a, [three, [four]], five]
              after_script: [!reference [.b, script]]
            .b: {script: [x, y]}
            """);
        job.BeforeScript.ShouldBe(["single"]);
        job.Script.ShouldBe(["one", "two", "three", "four", "five"]);
        job.AfterScript.ShouldBe(["x", "y"]);
    }

    [Fact]
    public async Task Images_and_services_keep_all_that_the_runner_needs()
    {
        var job = await Ci.JobAsync("""
            job:
              image: {name: debian:12, entrypoint: [""], pull_policy: [always, if-not-present], docker: {platform: arm64/v8, user: dave}}
              services:
                - redis:7
                - {name: postgres:16, alias: "db,pg", command: [postgres, -c, x], entrypoint: [/e], pull_policy: never, variables: {A: b}}
              script: make
            """);
        var image = job.Image.ShouldNotBeNull();
        (image.Name, image.Platform, image.User).ShouldBe(("debian:12", "arm64/v8", "dave"));
        image.Entrypoint.ShouldBe([""]);
        image.PullPolicies.ShouldBe(["always", "if-not-present"]);
        job.Services.Count.ShouldBe(2);
        job.Services[0].Image.Name.ShouldBe("redis:7");
        job.Services[1].Aliases.ShouldBe(["db", "pg"]);
        job.Services[1].Command.ShouldBe(["postgres", "-c", "x"]);
        job.Services[1].Image.Entrypoint.ShouldBe(["/e"]);
        job.Services[1].Variables.ShouldBe([new("A", "b")]);
    }

    [Fact]
    public async Task Artifacts_and_reports_have_the_runners_names()
    {
        var job = await Ci.JobAsync("""
            job:
              script: make
              artifacts:
                name: "$CI_JOB_NAME"
                paths: [out/]
                exclude: ["out/**/*.o"]
                untracked: true
                when: always
                expire_in: 1 week
                expose_as: the report
                access: developer
                reports:
                  junit: [a.xml, b.xml]
                  dotenv: build.env
                  coverage_report: {coverage_format: cobertura, path: c.xml}
            """);
        var artifacts = job.Artifacts.ShouldNotBeNull();
        artifacts.Paths.ShouldBe(["out/"]);
        (artifacts.Name, artifacts.Untracked, artifacts.When, artifacts.Expires, artifacts.ExposeAs, artifacts.Access)
            .ShouldBe(("$CI_JOB_NAME", true, KeepWhen.Always, TimeSpan.FromDays(7), "the report", ArtifactAccess.Developer));
        artifacts.Reports.Select(report => (report.Type, report.Format, report.FileName)).ShouldBe(
            [("dotenv", "gzip", ".env"), ("junit", "gzip", "junit.xml"), ("cobertura", "gzip", "cobertura-coverage.xml")]);
    }

    [Fact]
    public async Task Caches_have_keys_from_files_prefixes_and_fallbacks()
    {
        var source = new FakeSource
        {
            Files =
            {
                ["go.sum"] = "1",
                ["other/go.sum"] = "1",
                [Ci.Entry] = """
                    job:
                      script: make
                      cache:
                        - key: {files: [go.sum], prefix: $CI_JOB_NAME}
                          paths: [vendor/]
                          policy: pull
                          when: always
                          fallback_keys: [a, b]
                        - {key: {files: [missing]}, paths: [x]}
                        - {key: fixed, untracked: true, unprotect: true, policy: $POLICY}
                        - paths: [y]
                    copy:
                      script: make
                      cache: {key: {files: [other/go.sum], prefix: $CI_JOB_NAME}, paths: [z]}
                    """,
            },
        };
        var pipeline = await Ci.PipelineAsync(source);
        var caches = pipeline.Job("job").Caches;
        caches[0].Key.ShouldMatch("^\\$CI_JOB_NAME-[0-9a-f]{40}$");
        (caches[0].Policy, caches[0].When, caches[0].Unprotect).ShouldBe((CachePolicy.Pull, KeepWhen.Always, false));
        caches[0].FallbackKeys.ShouldBe(["a", "b"]);
        caches[1].Key.ShouldBe("1-default");
        (caches[2].Key, caches[2].Untracked, caches[2].Unprotect, caches[2].PolicyText).ShouldBe(("fixed", true, true, "$POLICY"));
        caches[3].Key.ShouldBe("default");
        pipeline.Job("copy").Caches[0].Key.ShouldBe(caches[0].Key, "the same content is the same key");
    }

    [Theory]
    [InlineData("retry: 2", 2, "always", "")]
    [InlineData("retry: {max: 1, when: script_failure}", 1, "script_failure", "")]
    [InlineData("retry: {max: 2, when: [runner_system_failure, api_failure]}", 2, "runner_system_failure,api_failure", "")]
    [InlineData("retry: {max: 1, exit_codes: [137, 1]}", 1, "", "137,1")]
    [InlineData("tags: [a]", 0, "always", "")]
    public async Task Retry_says_how_often_and_when(string keyword, int max, string when, string codes)
    {
        var retry = (await Ci.JobAsync($"job:\n  script: x\n  {keyword}\n")).Retry;
        (retry.Max, string.Join(',', retry.When), string.Join(',', retry.ExitCodes)).ShouldBe((max, when, codes));
    }

    [Theory]
    [InlineData("1h 30m", 5400)]
    [InlineData("3 mins 4 sec", 184)]
    [InlineData("2 hrs 20 min", 8400)]
    [InlineData("2h20min", 8400)]
    [InlineData("6 mos 1 day", (180 + 1) * 86400)]
    [InlineData("47 yrs 6 mos and 4d", 47 * 31557600L + 184 * 86400L)]
    [InlineData("3 weeks and 2 days", 23 * 86400)]
    [InlineData("90", 90)]
    [InlineData("1 minute", 60)]
    [InlineData("1.5 hours", 5400)]
    [InlineData("4:20", 260)]
    public async Task Times_are_read_as_people_write_them(string text, long seconds) =>
        (await Ci.JobAsync($"job:\n  script: x\n  timeout: {text}\n")).Timeout.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("allow_failure: true", true, "")]
    [InlineData("allow_failure: {exit_codes: 137}", false, "137")]
    [InlineData("allow_failure: {exit_codes: [1, 255]}", false, "1,255")]
    [InlineData("when: manual", true, "")]
    [InlineData("{when: manual, allow_failure: false}", false, "")]
    [InlineData("rules: [{when: manual}]", false, "")]
    [InlineData("rules: [{when: manual, allow_failure: true}]", true, "")]
    [InlineData("{when: manual, rules: [{if: '$CI_COMMIT_BRANCH'}]}", true, "")]
    public async Task A_failure_is_allowed_as_in_GitLab(string keyword, bool any, string codes)
    {
        var rest = keyword.StartsWith('{') ? $"  <<: {keyword}" : $"  {keyword}";
        var allowed = (await Ci.JobAsync($"job:\n  script: x\n{rest}\n")).AllowFailure;
        (allowed.Any, string.Join(',', allowed.ExitCodes)).ShouldBe((any, codes));
    }

    [Fact]
    public async Task Environments_groups_tokens_and_hooks_are_kept()
    {
        var pipeline = await Ci.PipelineAsync("""
            variables: {ARCH: arm64}
            deploy:
              script: x
              environment: {name: review/$CI_COMMIT_REF_SLUG, url: https://x, on_stop: stop, auto_stop_in: 2 weeks, deployment_tier: testing}
              resource_group: review
              interruptible: true
              coverage: '/Total: (\d+)%/'
              tags: [linux, $ARCH, [nested]]
              hooks: {pre_get_sources_script: [echo]}
              id_tokens: {TOKEN: {aud: https://a}, TWO: {aud: [b, c]}}
            stop:
              script: y
              when: manual
              manual_confirmation: Sure?
              environment: {name: review/$CI_COMMIT_REF_SLUG, action: stop}
            """);
        var job = pipeline.Job("deploy");
        job.Environment.ShouldBe(new JobEnvironment("review/$CI_COMMIT_REF_SLUG", "https://x", "stop", EnvironmentAction.Start, "2 weeks", "testing"));
        (job.ResourceGroup, job.Interruptible).ShouldBe(("review", true));
        job.Coverage.ShouldNotBeNull().ShouldContain("Total: (");
        job.Tags.ShouldBe(["linux", "arm64", "nested"]);
        job.PreGetSourcesScript.ShouldBe(["echo"]);
        job.IdTokens.Select(token => $"{token.Name}:{string.Join('+', token.Audiences)}").ShouldBe(["TOKEN:https://a", "TWO:b+c"]);
        pipeline.Job("stop").ManualConfirmation.ShouldBe("Sure?");
    }

    [Fact]
    public async Task Triggers_are_children_or_other_projects()
    {
        var pipeline = await Ci.PipelineAsync("""
            make: {stage: build, script: x, artifacts: {paths: [c.yml]}}
            child:
              trigger:
                include: [{local: /a.yml, inputs: {n: 3, s: "3"}}, {artifact: c.yml, job: make}, {project: g/p, ref: v1, file: [/x.yml]}]
                strategy: depend
                forward: {pipeline_variables: true}
            other: {trigger: {project: g/q, branch: stable, strategy: mirror}}
            simple: {trigger: g/r}
            """);
        var child = pipeline.Job("child").Trigger.ShouldBeOfType<JobTrigger.Child>();
        (child.Strategy, child.Forward).ShouldBe((TriggerStrategy.Depend, new TriggerForward(true, true)));
        child.Files[0].ShouldBeOfType<TriggerInclude.Local>().Path.ShouldBe("a.yml");
        child.Files[0].Inputs.ShouldBe(new Dictionary<string, string> { ["n"] = "3", ["s"] = "\"3\"" });
        child.Files[1].ShouldBeOfType<TriggerInclude.Artifact>().Job.ShouldBe("make");
        child.Files[2].ShouldBeOfType<TriggerInclude.Project>().Files.ShouldBe(["x.yml"]);
        pipeline.Job("other").Trigger.ShouldBeOfType<JobTrigger.Downstream>().Branch.ShouldBe("stable");
        pipeline.Job("simple").Trigger.ShouldBeOfType<JobTrigger.Downstream>().Project.ShouldBe("g/r");
    }

    [Fact]
    public async Task Secrets_are_kept_where_there_is_a_vault_and_refused_where_there_is_none()
    {
        const string yaml = """
            job:
              script: x
              secrets:
                A: {vault: production/db/password@ops, file: false, token: $TOKEN}
                B: {vault: {engine: {name: kv-v2, path: m}, path: p, field: f}}
            """;
        var secrets = (await Ci.JobAsync(yaml, context: Ci.Push() with { HasVault = true })).Secrets;
        secrets.ShouldBe([new JobSecret("A", "kv-v2", "ops", "production/db", "password", false, "$TOKEN"), new JobSecret("B", "kv-v2", "m", "p", "f", true, null)]);
        (await Ci.ErrorAsync(yaml)).Code.ShouldBe("ci.no-vault");
    }

    [Theory]
    [InlineData("A: 1", "1")]
    [InlineData("A: 3.10", "3.10")]
    [InlineData("A: yes", "true")]
    [InlineData("A: Off", "false")]
    [InlineData("A: {value: x}", "x")]
    [InlineData("A: \"yes\"", "yes")]
    [InlineData("A: 2020-01-02", "2020-01-02")]
    public async Task Values_of_variables_are_text(string variable, string value) =>
        (await Ci.JobAsync($"job:\n  script: x\n  variables:\n    {variable}\n")).Variables.ShouldBe([new("A", value)]);
}
