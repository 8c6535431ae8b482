using System.Text.Json;
using Slipway.Testing;

namespace Slipway.Cli.Tests;

/// <summary><c>slipway ci</c> on real checkouts, with no server to talk to.</summary>
public sealed class CiTests
{
    const string Configuration = """
        stages: [build, test]
        include: ci/more.yml
        compile:
          stage: build
          script: make
          tags: [$ARCH]
        package:
          stage: test
          script: pack
          needs: [compile]
          rules:
            - if: $CI_COMMIT_TAG
            - if: $RELEASE == "yes"
              when: manual
        docs: {stage: test, script: x, rules: [{changes: [docs/**/*]}]}
        review: {stage: test, script: x, rules: [{if: $CI_PIPELINE_SOURCE == "merge_request_event"}]}

        """;

    static async Task<Cli> CheckoutAsync(string configuration = Configuration)
    {
        var cli = await Cli.StartAsync();
        cli.Environment["SLIPWAY_URL"] = cli.Environment["SLIPWAY_TOKEN"] = null;
        cli.Write(".gitlab-ci.yml", configuration);
        cli.Write("ci/more.yml", "lint: {stage: build, script: lint}\n");
        await GitAsync(cli, "init", "--initial-branch=main");
        await CommitAsync(cli);
        return cli;
    }

    static Task GitAsync(Cli cli, params string[] arguments) => Tool.RunAsync("git", ["-C", cli.Folder.Path, "-c", "user.name=t", "-c", "user.email=t@t", .. arguments]);

    static async Task CommitAsync(Cli cli)
    {
        await GitAsync(cli, "add", "-A");
        await GitAsync(cli, "commit", "-qm", "x");
    }

    [Fact]
    public async Task Lint_says_that_a_configuration_is_right()
    {
        await using var cli = await CheckoutAsync();
        var result = await cli.RunAsync("ci", "lint");
        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldBe(".gitlab-ci.yml is valid: 3 job(s) would run in 2 stage(s).\n"); // compile, lint, and docs since nothing is there to compare with
    }

    [Fact]
    public async Task Lint_tells_every_fault_with_its_place_and_remedy()
    {
        await using var cli = await CheckoutAsync("include: ci/more.yml\njob: {scirpt: x}\nother: {script: x, release: {}}\n");
        cli.Write("ci/more.yml", "lint:\n  script: x\n  stage: nope\n");
        var result = await cli.RunAsync("ci", "lint");
        (result.ExitCode, result.Output).ShouldBe((7, ""));
        result.Error.ShouldContain(".gitlab-ci.yml:2:7: error: Job \"job\": \"scirpt\" is not known here. (ci.unknown-key)\n  Did you mean \"script\"?\n");
        result.Error.ShouldContain("ci/more.yml:2:3: error: Job \"lint\": its stage \"nope\" is not among the stages. (ci.unknown-stage)");
        result.Error.ShouldContain("\"release\" is not supported by Slipway");
    }

    [Theory]
    [InlineData("", "compile,lint")]
    [InlineData("--variable RELEASE=yes", "compile,lint,package")]
    [InlineData("--ref v1", "compile,lint,package")]
    [InlineData("--ref refs/tags/new", "compile,lint,package")]
    [InlineData("--changed docs/a/b.md", "compile,docs,lint")]
    [InlineData("--changed src/x.c", "compile,lint")]
    [InlineData("--merge-request main", "review")]
    public async Task Show_lists_the_jobs_that_would_run(string arguments, string names)
    {
        await using var cli = await CheckoutAsync();
        await GitAsync(cli, "tag", "v1");
        cli.Write("src/y.c", "");
        await CommitAsync(cli);
        var result = await cli.RunAsync(["ci", "show", "--json", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        result.ExitCode.ShouldBe(0, result.Error);
        var jobs = JsonDocument.Parse(result.Output).RootElement.GetProperty("pipeline").GetProperty("jobs");
        string.Join(',', jobs.EnumerateArray().Select(job => job.GetProperty("name").GetString()).Order(StringComparer.Ordinal)).ShouldBe(names);
    }

    [Fact]
    public async Task Show_is_a_table_for_people()
    {
        await using var cli = await CheckoutAsync();
        var result = await cli.RunAsync("ci", "show", "--variable", "RELEASE=yes", "--variable", "ARCH=arm64", "--changed", "x");
        result.Output.ShouldBe("""
            STAGE  JOB      WHEN        TAGS   NEEDS
            build  lint     on success  -      earlier stages
            build  compile  on success  arm64  earlier stages
            test   package  manual      -      compile

            """);
    }

    [Fact]
    public async Task A_merge_request_compares_with_its_target()
    {
        await using var cli = await CheckoutAsync("job: {script: x, rules: [{if: $CI_MERGE_REQUEST_IID, changes: [docs/*]}]}\n");
        await GitAsync(cli, "checkout", "-qb", "feature");
        cli.Write("docs/a.md", "");
        await CommitAsync(cli);
        cli.Write("later.txt", "");
        await CommitAsync(cli);
        (await cli.RunAsync("ci", "show", "--merge-request", "main")).Output.ShouldContain("job");
        var not = await cli.RunAsync("ci", "show");
        (not.ExitCode, not.Output).ShouldBe((0, ".gitlab-ci.yml is valid. There would be no pipeline: No job is for this ref: the rules of all jobs leave them out.\n"));
    }

    [Fact]
    public async Task Other_projects_are_read_from_their_checkouts()
    {
        await using var other = await CheckoutAsync("shared: {script: x}\n");
        await using var cli = await CheckoutAsync("include: {project: group/tools, ref: main, file: .gitlab-ci.yml}\nown: {script: x}\n");
        var without = await cli.RunAsync("ci", "lint");
        without.ExitCode.ShouldBe(7);
        without.Error.ShouldContain("--project GROUP/PROJECT=FOLDER");
        (await cli.RunAsync("ci", "show", "--project", $"group/tools={other.Folder.Path}")).Output.ShouldContain("shared");
    }

    [Fact]
    public async Task A_file_of_another_host_is_read_from_a_copy()
    {
        await using var cli = await CheckoutAsync("include: {remote: 'https://ci.example.org/raw/build.yml?ref=main'}\nown: {script: x}\n");
        cli.Write("copy.yml", "theirs: {script: x}\n");
        var without = await cli.RunAsync("ci", "lint");
        without.ExitCode.ShouldBe(7);
        without.Error.ShouldContain("--remote URL=FILE");
        (await cli.RunAsync("ci", "show", "--remote", "https://ci.example.org/raw/build.yml?ref=main=copy.yml")).Output.ShouldContain("theirs");
    }

    [Fact]
    public async Task Inputs_files_and_faults_are_told_in_json()
    {
        await using var cli = await CheckoutAsync();
        cli.Write("other.yml", "spec: {inputs: {n: {type: number}}}\n---\njob-$[[ inputs.n ]]:\n  trigger: {include: a.yml}\n");
        var good = await cli.RunAsync("ci", "show", "other.yml", "--input", "n=3", "--json");
        good.Output.ShouldContain("\"kind\": \"child\"");
        var wrong = await cli.RunAsync("ci", "lint", "other.yml", "--json");
        wrong.ExitCode.ShouldBe(7);
        var error = JsonDocument.Parse(wrong.Output).RootElement.GetProperty("errors")[0];
        error.GetProperty("code").GetString().ShouldBe("ci.missing-input");
    }

    [Fact]
    public async Task Wrong_usage_is_told_apart()
    {
        await using var cli = await CheckoutAsync();
        (await cli.RunAsync("ci", "lint", "gone.yml")).ExitCode.ShouldBe(2);
        (await cli.RunAsync("ci", "lint", "/etc/hostname")).ExitCode.ShouldBe(2);
        (await cli.RunAsync("ci", "show", "--variable", "NOVALUE")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_folder_outside_of_git_can_be_checked_too()
    {
        await using var cli = await Cli.StartAsync();
        cli.Environment["GIT_CEILING_DIRECTORIES"] = "/tmp";
        cli.Write(".gitlab-ci.yml", "job: {script: x, rules: [{exists: [a/*.c]}]}\n");
        cli.Write("a/b.c", "");
        (await cli.RunAsync("ci", "lint")).Output.ShouldContain("1 job(s)");
    }
}
