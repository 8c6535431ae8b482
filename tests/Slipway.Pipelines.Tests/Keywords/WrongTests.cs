namespace Slipway.Pipelines.Tests.Keywords;

/// <summary>What is wrong is told with file, place and remedy.</summary>
public sealed class WrongTests
{
    [Theory]
    [InlineData("job:\n  scirpt: make\n  script: x", 2, 3, "ci.unknown-key", "\"script\"")]
    [InlineData("job:\n  script: x\n  artifacts:\n    path: [a]", 4, 5, "ci.unknown-key", "\"paths\"")]
    [InlineData("job:\n  script: x\n  cache: {polciy: pull}", 3, 11, "ci.unknown-key", "\"policy\"")]
    [InlineData("varibles: {A: b}\njob: {script: x}", 1, 1, "ci.unknown-key", "\"variables\"")]
    [InlineData("stage: build\njob: {script: x}", 1, 1, "ci.unknown-key", "\"stages\"")]
    [InlineData("job: {script: x, stage: biuld}", 1, 6, "ci.unknown-stage", "\"build\"")]
    [InlineData("job: {image: debian}", 1, 6, "ci.missing-key", "script or a trigger")]
    [InlineData("job:\n  script:\n    - echo: x", 3, 7, "ci.wrong-value", "quotes")]
    [InlineData("job:\n  script: x\n  when: sometimes", 3, 9, "ci.wrong-value", null)]
    [InlineData("job:\n  script: x\n  when: allways", 3, 9, "ci.wrong-value", "\"always\"")]
    [InlineData("job:\n  script: x\n  retry: 3", 3, 10, "ci.wrong-value", null)]
    [InlineData("job:\n  script: x\n  retry: {max: 1, when: scirpt_failure}", 3, 19, "ci.wrong-value", "script_failure")]
    [InlineData("job:\n  script: x\n  timeout: soon", 3, 12, "ci.wrong-value", "1h 30m")]
    [InlineData("job:\n  script: x\n  parallel: 201", 3, 13, "ci.wrong-value", null)]
    [InlineData("job:\n  script: x\n  interruptible: \"true\"", 3, 18, "ci.wrong-value", null)]
    [InlineData("job:\n  script: x\n  extends: .bas\n.base: {}", 3, 3, "ci.extends", "\".base\"")]
    [InlineData("job:\n  script: x\n  needs: [biuld]\nbuild: {script: x}", 3, 11, "ci.unknown-job", "\"build\"")]
    [InlineData("job:\n  script: x\n  release: {tag_name: v}", 3, 3, "ci.not-supported", "slipway push")]
    [InlineData("job:\n  script: x\n  pages: true", 3, 3, "ci.not-supported", "artifacts")]
    [InlineData("job:\n  script: x\n  identity: google_cloud", 3, 3, "ci.not-supported", "id_tokens")]
    [InlineData("job:\n  script: x\n  dast_configuration: {}", 3, 3, "ci.not-supported", null)]
    [InlineData("job:\n  script: x\n  environment: {name: a, kubernetes: {namespace: b}}", 3, 26, "ci.not-supported", "clusters")]
    [InlineData("job:\n  script: x\n  only: {kubernetes: active}", 3, 10, "ci.not-supported", "clusters")]
    [InlineData("include: {template: Go.gitlab-ci.yml}\njob: {script: x}", 1, 11, "ci.not-supported", "copy")]
    [InlineData("include: https://x/y.yml\njob: {script: x}", 1, 10, "ci.remote-off", "project")]
    [InlineData("include: {local: ../a.yml}\njob: {script: x}", 1, 10, "ci.include-path", null)]
    [InlineData("include: a.yml\njob: {script: x}", 1, 10, "ci.missing-file", "path")]
    [InlineData("job:\n  trigger: g/p\n  image: x", 3, 3, "ci.not-together", "runs nothing")]
    [InlineData("job:\n  script: x\n  variables:\n    A:", 4, 7, "ci.wrong-value", "empty value")]
    [InlineData("job:\n  script: []", 2, 11, "ci.wrong-value", null)]
    [InlineData("job:\n  script: x\n  only: [main]\n  rules: [{when: always}]", 3, 3, "ci.not-together", "rules")]
    [InlineData("job:\n  script: x\n  rules: [{if: $A = 1}]", 3, 16, "ci.expression", "==")]
    [InlineData("job:\n  script: x\n  rules: [{iff: $A}]", 3, 12, "ci.unknown-key", "\"if\"")]
    [InlineData("job:\n  script: x\n  script2: !reference [.nope, script]", 3, 12, "ci.reference", null)]
    [InlineData("job:\n  script: x\n bad", 3, 2, "ci.yaml", null)]
    [InlineData("job:\n  script: x\n  tags: *none", 3, 9, "ci.yaml", null)]
    [InlineData("- a\n- b", 1, 1, "ci.empty", null)]
    [InlineData("job:\n  script: x\n  coverage: Total", 3, 3, "ci.pattern", "RE2")]
    [InlineData("job:\n  script: x\n  inherit: {default: [imgae]}", 3, 13, "ci.wrong-value", "image")]
    [InlineData("job:\n  script: x\n  tags: !foo [a]", 3, 9, "ci.tag", "!reference")]
    public async Task A_fault_has_its_place_its_code_and_its_remedy(string yaml, int line, int column, string code, string? remedy)
    {
        var errors = await Ci.ErrorsAsync(yaml);
        var error = errors.FirstOrDefault(error => error.Code == code).ShouldNotBeNull(string.Join('\n', errors));
        (error.File, error.Line, error.Column).ShouldBe((Ci.Entry, line, column), error.ToString());
        if (remedy is not null) error.Remedy.ShouldNotBeNull(error.ToString()).ShouldContain(remedy);
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        var errors = await Ci.ErrorsAsync("""
            a: {script: x, stage: nowhere, needs: [z]}
            b: {script: [{c: d}], retry: 7, imag: e}
            c: {}
            """);
        errors.Select(error => error.Code).ShouldBe(
            ["ci.wrong-value", "ci.wrong-value", "ci.unknown-key", "ci.missing-key", "ci.unknown-stage", "ci.unknown-job"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_several_jobs_inherit_is_told_once()
    {
        (await Ci.ErrorAsync("""
            default: {retry: 9}
            a: {script: x}
            b: {script: x}
            """)).Line.ShouldBe(1);
    }

    [Fact]
    public async Task An_included_files_fault_names_that_file()
    {
        var errors = await Ci.ErrorsAsync(new FakeSource { Files = { [Ci.Entry] = "include: ci/a.yml\njob: {script: x}", ["ci/a.yml"] = "a:\n  script: x\n  tag: [y]\n" } });
        errors.ShouldHaveSingleItem().ToString().ShouldStartWith("ci/a.yml:3:3: ");
    }

    [Fact]
    public async Task There_is_an_end_to_errors()
    {
        var yaml = string.Concat(Enumerable.Range(0, 500).Select(number => $"job{number}: {{script: x, bad{number}: y}}\n"));
        (await Ci.ErrorsAsync(yaml)).Count.ShouldBe(100);
    }

    [Fact]
    public async Task An_unsupported_keyword_of_a_job_that_does_not_run_is_a_warning()
    {
        const string yaml = "job: {script: x}\npublish: {script: y, release: {tag_name: v}, rules: [{if: $CI_COMMIT_TAG}]}\n";
        var branch = (await Ci.CompileAsync(yaml)).ShouldBeOfType<CompileResult.Compiled>();
        branch.Warnings.ShouldHaveSingleItem().Message.ShouldContain("is refused");
        (await Ci.ErrorAsync(yaml, Ci.Tag("v1"))).Code.ShouldBe("ci.not-supported");
    }
}
