using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;

namespace Slipway.BuildMachines.Tests.Artifacts;

/// <summary><c>artifacts:access</c> and <c>artifacts:public</c>.</summary>
public sealed class AccessTests(SharedServer shared)
{
    [Fact]
    public async Task An_artifact_goes_to_whom_its_job_says_and_to_the_projects_own_jobs()
    {
        using var own = await OwnProject.CreateAsync(
            shared.Server,
            """
            stages: [build, test]
            all: { stage: build, script: [make], artifacts: { paths: [out] } }
            developer: { stage: build, script: [make], artifacts: { paths: [out], public: false } }
            maintainer: { stage: build, script: [make], artifacts: { paths: [out], access: maintainer } }
            none: { stage: build, script: [make], artifacts: { paths: [out], access: none } }
            test: { stage: test, script: [test] }
            """,
            isPrivate: false);
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var jobs = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < 4; i++)
        {
            var job = await runner.TakeAsync();
            jobs[job.Name] = job.Id;
            (await job.UploadAsync([1, 2, 3], "artifacts.zip", "artifact_type=archive&artifact_format=zip")).StatusCode.ShouldBe(HttpStatusCode.Created);
            await job.SucceedAsync();
        }

        using var anonymous = own.Server.Client(null);
        using var developer = await MemberAsync(own, "developer");
        using var maintainer = await MemberAsync(own, "maintainer");
        (await MayAsync(anonymous)).ShouldBe(["all"]);
        (await anonymous.GetAsync($"/{own.Path}/-/jobs/{jobs["all"]}/artifacts/archive")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await anonymous.GetAsync($"/{own.Path}/-/jobs/{jobs["developer"]}/artifacts/archive")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await MayAsync(developer)).ShouldBe(["all", "developer"]);
        (await MayAsync(maintainer)).ShouldBe(["all", "developer", "maintainer"]);
        var test = await runner.TakeAsync();
        test.Payload["dependencies"]!.AsArray().Count.ShouldBe(4);
        (await test.DownloadAsync(jobs["none"])).StatusCode.ShouldBe(HttpStatusCode.OK);

        // Another project's job is nobody in particular.
        using var other = await OwnProject.CreateAsync(shared.Server, "job: { script: [make] }");
        using var elsewhere = await other.RunnerAsync(runUntagged: true);
        await other.RunAsync();
        var job2 = await elsewhere.TakeAsync();
        (await job2.DownloadAsync(jobs["all"])).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await job2.DownloadAsync(jobs["developer"])).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        async Task<List<string>> MayAsync(HttpClient client)
        {
            var may = new List<string>();
            foreach (var (name, id) in jobs)
            {
                using var api = await client.GetAsync($"{own.Api}/jobs/{id}/artifacts/archive");
                if (api.StatusCode == HttpStatusCode.OK)
                {
                    may.Add(name);
                }
            }

            return may;
        }
    }

    static async Task<HttpClient> MemberAsync(OwnProject own, string role)
    {
        var name = "u" + Guid.NewGuid().ToString("N")[..12];
        (await own.Admin.PostAsJsonAsync("/api/v2/users", new CreateUser(name, $"{name}@example.org"))).EnsureSuccessStatusCode();
        (await own.Admin.PutAsJsonAsync($"{own.Api}/members/{name}", new SetMember(role))).EnsureSuccessStatusCode();
        using var made = await own.Admin.PostAsJsonAsync($"/api/v2/users/{name}/tokens", new CreateUserToken("test", "admin", null));
        return own.Server.Client((await made.Content.ReadFromJsonAsync<CreatedToken>())!.Value);
    }
}
