using System.Net.Http.Json;
using Slipway.Contracts.BuildMachines;
using Slipway.Testing;

namespace Slipway.System.Tests.FromPushToPackage;

/// <summary>
/// <c>kill -9</c> of the server after each step of the way, as soon as the step can be seen from outside: a pipeline is made, a job is taken, runs,
/// has left its files, is over; a package is published.
/// </summary>
sealed class StepKiller(ServerProcess server, TestRepository packages)
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    readonly HashSet<string> killedAfter = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> KilledAfter => killedAfter;

    /// <summary>Between two steps.</summary>
    public async Task KillAsync(string step)
    {
        killedAfter.Add(step);
        server.Kill();
        await server.StartAgainAsync();
    }

    /// <summary>Kills after every step that is new, until the newest of so many pipelines is over.</summary>
    /// <returns>Its state.</returns>
    public async Task<string> UntilOverAsync(int pipelines)
    {
        using var http = server.Client();
        using var late = new CancellationTokenSource(Longest);
        while (true)
        {
            var (steps, over) = await LookAsync(http, pipelines, late.Token);
            if (steps.FirstOrDefault(step => !killedAfter.Contains(step)) is not null)
            {
                killedAfter.UnionWith(steps);
                server.Kill();
                await server.StartAgainAsync();
            }
            else if (over is not null)
            {
                return over;
            }
            else
            {
                await Task.Delay(15, late.Token);
            }
        }
    }

    async Task<(IReadOnlyList<string> Steps, string? Over)> LookAsync(HttpClient http, int pipelines, CancellationToken ct)
    {
        var page = await http.GetFromJsonAsync<PipelinePage>("/api/v2/projects/acme/hello/pipelines", ct);
        if (page!.Items.Count < pipelines)
        {
            return ([], null);
        }

        var newest = page.Items[0];
        var steps = new List<string> { $"{pipelines}: made" };
        var detail = await http.GetFromJsonAsync<PipelineDetail>($"/api/v2/projects/acme/hello/pipelines/{newest.Id}", ct);
        steps.AddRange(detail!.Jobs.Where(job => job.State is not ("created" or "pending")).Select(job => $"{pipelines}: {job.Name} {job.State}"));
        steps.AddRange(detail.Jobs.Where(job => job.Artifacts.Count > 0).Select(job => $"{pipelines}: {job.Name} uploaded"));
        steps.AddRange((await packages.ListAsync("debian/bookworm")).Select(package => package.Filename + " published"));
        steps.AddRange((await packages.ListAsync("el/9")).Select(package => package.Filename + " published"));
        return (steps, newest.State is "success" or "failed" or "canceled" or "skipped" ? newest.State : null);
    }
}
