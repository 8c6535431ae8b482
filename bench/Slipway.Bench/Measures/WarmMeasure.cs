using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.Testing;

namespace Slipway.Bench.Measures;

/// <summary>
/// From when a job waits to when it runs, where a machine of a pool is idle: containers of a real podman with the real runner in them. Once with a fresh
/// container for each job, once with containers that are used again. Each job comes when the machines are idle, as after a pause.
/// </summary>
static partial class WarmMeasure
{
    const int Jobs = 100;
    const int Idle = 2;
    const string Project = "/api/v2/projects/bench/warm";

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        await using var podman = new Podman();
        await podman.InitializeAsync();
        await using var server = await SlipwayServer.StartAsync(workspace, "warm");
        await PrepareAsync(workspace, server);
        var rows = new List<string[]>();
        foreach (var (uses, name, pool) in ((int, string, string)[])[(1, "a fresh container for each job", "fresh"), (10_000, "containers that are used again", "again")])
        {
            Report.Say($"{Jobs} jobs, {name}");
            await ApplyAsync(server, podman, pool, uses);
            var (confirmed, began) = await MeasureAsync(server, pool);
            rows.Add([name, .. Figures(confirmed), .. Figures(began)]);
            report.AtMost($"warm: milliseconds until a runner on an idle machine has confirmed the job, p99, {name}", Part(confirmed, 0.99), 1000);
        }

        await ApplyAsync(server, "pools: []\n");
        await UntilAsync(async () => (await server.Http.GetFromJsonAsync<JsonElement>("/api/v2/machines")).GetArrayLength() == 0);
        Report.Table($"{Jobs} jobs on idle containers of podman, milliseconds from when they wait", ["", "confirmed, median", "p99", "most", "first line of the script, median", "p99", "most"], rows);
    }

    static async Task<(List<double> Confirmed, List<double> Began)> MeasureAsync(SlipwayServer server, string pool)
    {
        var (confirmed, began) = (new List<double>(), new List<double>());
        for (var number = 0; number < Jobs; number++)
        {
            await UntilAsync(async () => Ready(await server.Http.GetFromJsonAsync<JsonElement>($"/api/v2/pools/{pool}")) == Idle);
            await Task.Delay(100); // the machine that became idle last asks for a job
            using var made = await server.Http.PostAsJsonAsync($"{Project}/pipelines", new { variables = new Dictionary<string, string> { ["POOL"] = pool } });
            var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobs")[0].GetProperty("id").GetInt64();
            JsonElement job = default;
            await UntilAsync(async () => (job = await server.Http.GetFromJsonAsync<JsonElement>($"{Project}/jobs/{id}")).GetProperty("state").GetString() is "success" or "failed");
            var trace = await server.Http.GetStringAsync(new Uri($"{Project}/jobs/{id}/trace", UriKind.Relative));
            if (job.GetProperty("state").GetString() == "failed")
            {
                throw new InvalidOperationException($"A job failed:\n{trace}");
            }

            var queued = job.GetProperty("queuedAt").GetDateTimeOffset();
            confirmed.Add((job.GetProperty("startedAt").GetDateTimeOffset() - queued).TotalMilliseconds);
            began.Add(double.Parse(BeganPattern().Match(trace).Groups[1].Value, CultureInfo.InvariantCulture) - (queued - DateTimeOffset.UnixEpoch).TotalMilliseconds);
        }

        return (confirmed, began);
    }

    static int Ready(JsonElement pool) => pool.GetProperty("pool").GetProperty("machines").TryGetProperty("ready", out var ready) ? ready.GetInt32() : 0;

    static Task ApplyAsync(SlipwayServer server, Podman podman, string pool, int uses) => ApplyAsync(server, $$"""
        pools:
          - name: {{pool}}
            provider: container
            tags: [{{pool}}]
            max: {{Idle + 2}}
            idle: {{Idle}}
            uses: {{uses}}
            machine: {engine: "unix://{{podman.Socket}}", image: "{{Podman.RealImage}}", pull: never, network: host, mounts: ["{{string.Join("\", \"", Podman.RealMounts)}}"]}

        """);

    static async Task ApplyAsync(SlipwayServer server, string pools)
    {
        using var answer = await server.Http.PutAsJsonAsync("/api/v2/pools/file", new { text = pools });
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        }
    }

    static async Task PrepareAsync(Workspace workspace, SlipwayServer server)
    {
        using var made = await server.Http.PostAsJsonAsync("/api/v2/projects", new { owner = "bench", name = "warm", @private = true });
        made.EnsureSuccessStatusCode();
        var folder = workspace.Make("warm-work");
        await File.WriteAllTextAsync(Path.Combine(folder, ".gitlab-ci.yml"), """
            fresh:
              script: ["echo began=$(date +%s%3N)"]
              tags: [fresh]
              variables: {GIT_STRATEGY: none}
              rules: [{ if: $POOL == "fresh" }]
            again:
              script: ["echo began=$(date +%s%3N)"]
              tags: [again]
              variables: {GIT_STRATEGY: none}
              rules: [{ if: $POOL == "again" }]
            """);
        var url = new UriBuilder(new Uri(server.Http.BaseAddress!, "/bench/warm.git")) { UserName = "any", Password = server.Http.DefaultRequestHeaders.Authorization!.Parameter };
        string[] git = ["-C", folder, "-c", "user.name=bench", "-c", "user.email=bench@example.org"];
        await Command.RunAsync("git", [.. git, "init", "--quiet", "--initial-branch=main"]);
        await Command.RunAsync("git", [.. git, "add", "."]);
        await Command.RunAsync("git", [.. git, "commit", "--quiet", "--message=bench"]);
        await Command.RunAsync("git", [.. git, "push", "--quiet", "--push-option=ci.skip", url.Uri.AbsoluteUri, "main"]);
    }

    static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!await holds())
        {
            await Task.Delay(20, late.Token);
        }
    }

    static IEnumerable<string> Figures(List<double> values) => [$"{Part(values, 0.5):0}", $"{Part(values, 0.99):0}", $"{values.Max():0}"];

    static double Part(List<double> values, double part) => values.Order().ElementAt((int)Math.Ceiling(part * values.Count) - 1);

    [GeneratedRegex("^began=([0-9]+)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex BeganPattern();
}
