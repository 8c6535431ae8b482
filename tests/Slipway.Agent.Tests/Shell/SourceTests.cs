using Slipway.Agent.Tests.Doubles;
using Slipway.Testing;
using static Slipway.Agent.Tests.Doubles.Job;

namespace Slipway.Agent.Tests.Shell;

/// <summary>Real git over HTTP, with a password.</summary>
public sealed class SourceTests : RunnerTest
{
    private protected override void Configure(System.Text.Json.Nodes.JsonObject config) => config["concurrent"] = 1;

    [Fact]
    public async Task The_commit_is_checked_out_and_the_password_is_nowhere_in_it()
    {
        var commit = await Coordinator.Git.CreateAsync("a", ("hello.c", "int main;\n"));
        var job = Coordinator.Enqueue(Of("git rev-parse HEAD", "cat hello.c", "git remote get-url origin", "! grep -r the-jobs-git .git", "! env | grep the-jobs-git").From(Coordinator, "a", commit));
        var trace = await job.EndAsync();
        job.State.ShouldBe("success", trace);
        trace.ShouldContain($"\n{commit}\n");
        trace.ShouldContain($"Checking out {commit[..8]} as detached HEAD (ref is main)...");
        trace.ShouldContain("Fetching changes with git depth set to 20...");
        trace.ShouldContain($"\n{Coordinator.Url}/git/a.git\n");
        trace.ShouldNotContain(GitServer.Password);
    }

    [Fact]
    public async Task A_second_job_fetches_into_the_same_tree_and_cleans_it_as_told()
    {
        var first = await Coordinator.Git.CreateAsync("b", ("file", "1\n"), (".gitignore", "*.o\n"));
        await Coordinator.Enqueue(Of("touch left.o left.txt", "echo changed > file").From(Coordinator, "b", first)).EndAsync();
        var second = await Coordinator.Git.PushAsync("b", ("file", "2\n"));
        var trace = await Coordinator.Enqueue(Of("cat file", "ls").From(Coordinator, "b", second).With(Variable("GIT_CLEAN_FLAGS", "-ffd"))).EndAsync();
        trace.ShouldContain("cat file\e[0;m\n2\n");
        trace.ShouldContain("\nfile\nleft.o\n");
        trace = await Coordinator.Enqueue(Of("echo count=$(ls -A | wc -l)").From(Coordinator, "b", second).With(Variable("GIT_STRATEGY", "clone"))).EndAsync();
        trace.ShouldContain("\ncount=3\n");
    }

    [Fact]
    public async Task What_an_earlier_job_planted_in_the_repository_does_not_run()
    {
        var commit = await Coordinator.Git.CreateAsync("c", ("file", "1\n"));
        await Coordinator.Enqueue(Of(
            "mkdir -p .git/hooks && printf '#!/bin/sh\\necho planted-hook\\n' > .git/hooks/post-checkout && chmod +x .git/hooks/post-checkout",
            "printf '#!/bin/sh\\necho planted-monitor\\n' > .git/m && chmod +x .git/m && git config core.fsmonitor $PWD/.git/m",
            "touch .git/index.lock .git/shallow.lock").From(Coordinator, "c", commit)).EndAsync();
        var next = await Coordinator.Git.PushAsync("c", ("file", "2\n"));
        var trace = await Coordinator.Enqueue(Of("cat file").From(Coordinator, "c", next)).EndAsync();
        trace.ShouldEndWith("Job succeeded\e[0;m\n");
        trace.ShouldNotContain("planted");
    }

    [Fact]
    public async Task A_tree_of_unprotected_refs_is_never_one_of_protected_refs()
    {
        var commit = await Coordinator.Git.CreateAsync("p", ("file", "1\n"));
        await Coordinator.Enqueue(Of("touch left").From(Coordinator, "p", commit).With(Variable("GIT_CLEAN_FLAGS", "none"))).EndAsync();
        var payload = Of("ls").From(Coordinator, "p", commit).With(Variable("GIT_CLEAN_FLAGS", "none"));
        payload["git_info"]!["protected"] = true;
        (await Coordinator.Enqueue(payload).EndAsync()).ShouldNotContain("left");
    }

    [Fact]
    public async Task The_full_history_comes_with_depth_0_also_after_a_shallow_fetch()
    {
        await Coordinator.Git.CreateAsync("d", ("file", "1\n"));
        await Coordinator.Git.PushAsync("d", ("file", "2\n"));
        var commit = await Coordinator.Git.PushAsync("d", ("file", "3\n"));
        var shallow = await Coordinator.Enqueue(Of("echo commits=$(git rev-list --count HEAD)").From(Coordinator, "d", commit).With(Variable("GIT_DEPTH", "1"))).EndAsync();
        shallow.ShouldContain("\ncommits=1\n");
        var full = await Coordinator.Enqueue(Of("echo commits=$(git rev-list --count HEAD)").From(Coordinator, "d", commit).With(Variable("GIT_DEPTH", "0"))).EndAsync();
        full.ShouldContain("\ncommits=3\n");
    }

    [Fact]
    public async Task Submodules_come_recursively_with_the_same_password()
    {
        await Coordinator.Git.CreateAsync("inner", ("deep.txt", "deep\n"));
        await Coordinator.Git.CreateAsync("outer", ("top.txt", "top\n"));
        await File.WriteAllTextAsync(Path.Combine(Coordinator.Git.Work("outer"), ".gitmodules"), "[submodule \"sub\"]\n\tpath = sub\n\turl = ../inner.git\n");
        await Tool.RunAsync("git", "clone", "--quiet", Coordinator.Git.Work("inner"), Path.Combine(Coordinator.Git.Work("outer"), "sub"));
        var commit = await Coordinator.Git.PushAsync("outer", ("more", "x"));
        var job = Coordinator.Enqueue(Of("cat sub/deep.txt").From(Coordinator, "outer", commit).With(Variable("GIT_SUBMODULE_STRATEGY", "recursive")));
        (await job.EndAsync()).ShouldContain("cat sub/deep.txt\e[0;m\ndeep\n");
    }

    [Fact]
    public async Task A_commit_that_is_not_there_fails_the_job_as_the_runners_trouble()
    {
        await Coordinator.Git.CreateAsync("e", ("file", "1\n"));
        var job = Coordinator.Enqueue(Of("echo not-reached").From(Coordinator, "e", new string('a', 40)).After("echo not-either").With(Variable("GET_SOURCES_ATTEMPTS", "2")));
        var trace = await job.EndAsync();
        job.FailureReason.ShouldBe("runner_system_failure");
        trace.ShouldContain("trying again (2 of 2)");
        trace.ShouldNotContain("not-reached");
        trace.ShouldNotContain("\nnot-either");
    }

    [Fact]
    public async Task A_wrong_strategy_is_refused_by_name()
    {
        var job = Coordinator.Enqueue(Of("true").With(Variable("GIT_STRATEGY", "klone")));
        (await job.EndAsync()).ShouldContain("GIT_STRATEGY is \"klone\"; it may be clone, fetch, none or empty.");
        job.FailureReason.ShouldBe("script_failure");
    }
}
