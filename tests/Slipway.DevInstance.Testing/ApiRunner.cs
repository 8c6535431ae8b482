using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Slipway.Contracts.BuildMachines;

namespace Slipway.DevInstance.Testing;

/// <summary>A runner of one project that takes jobs as GitLab Runner does, and says of them what the test wants.</summary>
public sealed class ApiRunner : IDisposable
{
    readonly HttpClient http;
    readonly string token;

    ApiRunner(OwnProject project, string token) => (this.token, http) = (token, new HttpClient { BaseAddress = new Uri(project.Server.Url + "/api/v4/") });

    public static async Task<ApiRunner> CreateAsync(OwnProject project)
    {
        using var answer = await project.Admin.PostAsJsonAsync("/api/v2/runners", new CreateRunner("a test's", null, true, false, false, false, [project.Path], null, null));
        answer.EnsureSuccessStatusCode();
        return new ApiRunner(project, (await answer.Content.ReadFromJsonAsync<CreatedRunner>())!.Token);
    }

    /// <summary>The next job, as the server sends it.</summary>
    public async Task<JsonObject> TakeAsync()
    {
        for (var tries = 0; ; tries++)
        {
            tries.ShouldBeLessThan(60);
            using var answer = await http.PostAsJsonAsync(
                "jobs/request", new JsonObject { ["token"] = token, ["system_id"] = "s_0123456789ab", ["info"] = new JsonObject { ["name"] = "gitlab-runner", ["features"] = new JsonObject() } });
            if (answer.StatusCode != HttpStatusCode.NoContent)
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
                return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
            }
        }
    }

    /// <summary>Says that a job is <c>running</c>, <c>success</c> or <c>failed</c>.</summary>
    public async Task<HttpStatusCode> SayAsync(JsonObject job, string state)
    {
        var body = new JsonObject { ["token"] = (string)job["token"]!, ["state"] = state };
        if (state == "failed")
        {
            body["failure_reason"] = "script_failure";
        }

        using var answer = await http.PutAsJsonAsync($"jobs/{(long)job["id"]!}", body);
        return answer.StatusCode;
    }

    /// <summary>Writes to a job's trace.</summary>
    public async Task<HttpStatusCode> TraceAsync(JsonObject job, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"jobs/{(long)job["id"]!}/trace") { Content = new StringContent(text) };
        request.Headers.Add("JOB-TOKEN", (string)job["token"]!);
        request.Content.Headers.TryAddWithoutValidation("Content-Range", $"0-{text.Length - 1}");
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>Takes the next job and ends it.</summary>
    public async Task<JsonObject> FinishAsync(string state)
    {
        var job = await TakeAsync();
        (await SayAsync(job, "running")).ShouldBe(HttpStatusCode.OK);
        (await SayAsync(job, state)).ShouldBe(HttpStatusCode.OK);
        return job;
    }

    public void Dispose() => http.Dispose();
}
