using System.Net.Http.Json;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;
using Slipway.Testing;

namespace Slipway.DevInstance.Testing;

/// <summary>A project with one commit on main, and what tests of merge requests do in it.</summary>
public sealed class MergeCase : IDisposable
{
    MergeCase(OwnProject project, WorkFolder work) => (Project, Work) = (project, work);

    public OwnProject Project { get; }

    public WorkFolder Work { get; }

    public HttpClient Admin => Project.Admin;

    public string Api => Project.Api + "/merge-requests";

    public static async Task<MergeCase> CreateAsync(ServerProcess server)
    {
        var project = await OwnProject.CreateAsync(server);
        return new MergeCase(project, await project.SeedAsync());
    }

    /// <summary>A branch with one commit, off main, pushed.</summary>
    public async Task<string> BranchAsync(string name, string file, string text, params string[] options)
    {
        await Work.RunAsync("checkout", "--quiet", "-B", name, "origin/main");
        var commit = await Work.CommitAsync(file, text);
        await Work.RunAsync(["push", "--quiet", .. options.SelectMany(option => new[] { "-o", option }), "origin", name]);
        return commit;
    }

    public async Task<MergeRequestDetail> OpenAsync(string source, string? title = null)
    {
        var answer = await Admin.PostAsJsonAsync(Api, new CreateMergeRequest(source, Title: title));
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<MergeRequestDetail>())!;
    }

    public async Task<MergeRequestDetail> ShowAsync(long number) => (await Admin.GetFromJsonAsync<MergeRequestDetail>($"{Api}/{number}"))!;

    public async Task<MergeRequestDetail> MergeAsync(long number, MergeNow? wanted = null)
    {
        var answer = await Admin.PostAsJsonAsync($"{Api}/{number}/merge", wanted ?? new MergeNow());
        ((int)answer.StatusCode).ShouldBe(200, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<MergeRequestDetail>())!;
    }

    /// <summary>The refusal of a merge.</summary>
    public async Task<Problem> RefusedAsync(long number, MergeNow? wanted = null, HttpClient? by = null)
    {
        var answer = await (by ?? Admin).PostAsJsonAsync($"{Api}/{number}/merge", wanted ?? new MergeNow());
        answer.IsSuccessStatusCode.ShouldBeFalse();
        return (await answer.Content.ReadFromJsonAsync<Problem>())!;
    }

    public async Task<string?> RefAsync(string name)
    {
        var text = await Work.RunAsync("ls-remote", "origin", name);
        return text.Length == 0 ? null : text.Split('\t')[0];
    }

    /// <summary>What git says of a repository that a crash may have hurt.</summary>
    public Task FsckAsync() => Tool.RunAsync("git", "-C", Project.Folder, "fsck", "--strict", "--no-dangling");

    public void Dispose()
    {
        Work.Dispose();
        Project.Dispose();
    }
}
