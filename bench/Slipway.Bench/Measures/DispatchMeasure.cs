using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Slipway.Bench.Measures;

/// <summary>
/// From when a job waits for a runner to when its runner has it, while a thousand requests are held: jobs one after the other, and two hundred at once.
/// </summary>
static class DispatchMeasure
{
    const int Held = 1000;
    const int Alone = 200;
    const int Together = 200;
    const double Limit = 100;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        await using var server = await SlipwayServer.StartAsync(workspace, "dispatch");
        var project = await PrepareAsync(workspace, server);
        var token = (await PostAsync(server.Http, "/api/v2/runners", new { description = "bench", runUntagged = true })).GetProperty("token").GetString()!;
        using var polls = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Held * 2 }) { BaseAddress = server.Http.BaseAddress, Timeout = TimeSpan.FromMinutes(5) };
        using var stop = new CancellationTokenSource();
        var given = new ConcurrentDictionary<long, DateTimeOffset>();
        var machines = Enumerable.Range(0, Held).Select(number => PollAsync(polls, token, $"s_{number:000000000000}", given, stop.Token)).ToList();
        while (!(await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Contains($"slipway_runner_requests_held {Held}\n", StringComparison.Ordinal))
        {
            await Task.Delay(100);
        }

        Report.Say($"{Alone} jobs one after the other, {Held} requests held");
        var jobs = new List<JsonElement>();
        for (var number = 0; number < Alone; number++)
        {
            jobs.AddRange(await RunAsync(server, project, "one"));
            await Task.Delay(25);
        }

        var alone = await WaitsAsync(server, project, jobs, given);
        Report.Say($"{Together} jobs at once");
        var together = await WaitsAsync(server, project, await RunAsync(server, project, "many"), given);
        await stop.CancelAsync();
        await Task.WhenAll(machines);

        Report.Table($"From waiting to answered, {Held} requests held, milliseconds", ["", "median", "p99", "most"],
            [Row($"{Alone} jobs one after the other", alone), Row($"{Together} jobs at once", together)]);
        report.AtMost($"dispatch: milliseconds from waiting to answered, p99, {Held} requests held", Percentile(alone, 0.99), Limit);
    }

    static async Task<string> PrepareAsync(Workspace workspace, SlipwayServer server)
    {
        await PostAsync(server.Http, "/api/v2/projects", new { owner = "bench", name = "dispatch", @private = true });
        var folder = workspace.Make("dispatch-work");
        await File.WriteAllTextAsync(Path.Combine(folder, ".gitlab-ci.yml"), $$"""
            job:
              script: ["true"]
              rules: [{ if: $KIND == "one" }]
            jobs:
              script: ["true"]
              parallel: {{Together}}
              rules: [{ if: $KIND == "many" }]
            """);
        var url = new UriBuilder(new Uri(server.Http.BaseAddress!, "/bench/dispatch.git")) { UserName = "any", Password = server.Http.DefaultRequestHeaders.Authorization!.Parameter };
        string[] git = ["-C", folder, "-c", "user.name=bench", "-c", "user.email=bench@example.org"];
        await Command.RunAsync("git", [.. git, "init", "--quiet", "--initial-branch=main"]);
        await Command.RunAsync("git", [.. git, "add", "."]);
        await Command.RunAsync("git", [.. git, "commit", "--quiet", "--message=bench"]);
        await Command.RunAsync("git", [.. git, "push", "--quiet", "--push-option=ci.skip", url.Uri.AbsoluteUri, "main"]);
        return "/api/v2/projects/bench/dispatch";
    }

    static async Task PollAsync(HttpClient http, string token, string system, ConcurrentDictionary<long, DateTimeOffset> given, CancellationToken ct)
    {
        try
        {
            while (!ct.IsCancellationRequested)
            {
                using var answer = await http.PostAsJsonAsync("/api/v4/jobs/request", new { token, system_id = system }, ct);
                var at = DateTimeOffset.UtcNow;
                if (answer.StatusCode != HttpStatusCode.Created)
                {
                    continue;
                }

                var job = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
                var id = job.GetProperty("id").GetInt64();
                given[id] = at;
                using var done = await http.PutAsJsonAsync($"/api/v4/jobs/{id}", new { token = job.GetProperty("token").GetString(), state = "success" }, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // measured
        }
    }

    static async Task<IReadOnlyList<JsonElement>> RunAsync(SlipwayServer server, string project, string kind) =>
        [.. (await PostAsync(server.Http, $"{project}/pipelines", new { variables = new Dictionary<string, string> { ["KIND"] = kind } })).GetProperty("jobs").EnumerateArray()];

    static async Task<List<double>> WaitsAsync(SlipwayServer server, string project, IReadOnlyList<JsonElement> jobs, ConcurrentDictionary<long, DateTimeOffset> given)
    {
        var waits = new List<double>();
        foreach (var id in jobs.Select(job => job.GetProperty("id").GetInt64()))
        {
            while (!given.ContainsKey(id))
            {
                await Task.Delay(20);
            }

            var job = await server.Http.GetFromJsonAsync<JsonElement>($"{project}/jobs/{id}");
            waits.Add((given[id] - job.GetProperty("queuedAt").GetDateTimeOffset()).TotalMilliseconds);
        }

        return waits;
    }

    static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>()
            : throw new InvalidOperationException($"{path} was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    static string[] Row(string name, List<double> waits) => [name, $"{Percentile(waits, 0.5):0.0}", $"{Percentile(waits, 0.99):0.0}", $"{waits.Max():0.0}"];

    static double Percentile(List<double> values, double part) => values.Order().ElementAt((int)Math.Ceiling(part * values.Count) - 1);
}
