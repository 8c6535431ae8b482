using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;

namespace Slipway.BuildMachines.Tests.Pipelines;

/// <summary>Pipelines that reach into other projects, all of them private: as far as the user may in whose name they run.</summary>
public sealed class OtherProjectTests(SharedServer shared)
{
    [Fact]
    public async Task A_trigger_starts_another_projects_pipeline_with_its_variables_and_waits_for_it()
    {
        using var other = await OwnProject.CreateAsync(shared.Server, "deploy: { script: [\"echo $VERSION\"], rules: [{ if: '$VERSION && $CI_PIPELINE_SOURCE == \"pipeline\"' }] }");
        using var own = await OwnProject.CreateAsync(shared.Server, $"ship: {{ variables: {{ VERSION: '1.2' }}, trigger: {{ project: {other.Path}, branch: main, strategy: depend }} }}");
        using var runner = await other.RunnerAsync(runUntagged: true);
        var pipeline = await own.RunAsync();
        var job = await runner.TakeAsync();
        job.Variable("VERSION").ShouldBe("1.2");
        var ship = await own.JobAsync(pipeline.Jobs.Single().Id);
        ship.State.ShouldBe("running");
        (await other.PipelineAsync(ship.Downstream!.Value)).Pipeline.UpstreamJob.ShouldBe(ship.Id);
        await job.FailAsync();
        (await own.JobBecomesAsync(ship.Id, "failed")).FailureReason.ShouldBe("downstream_pipeline_failed");
        (await own.PipelineAsync(pipeline.Pipeline.Id)).Pipeline.State.ShouldBe("failed");
    }

    [Fact]
    public async Task A_trigger_goes_no_further_than_its_user()
    {
        using var other = await OwnProject.CreateAsync(shared.Server, "deploy: { script: [make] }");
        using var own = await OwnProject.CreateAsync(shared.Server, $"ship: {{ trigger: {{ project: {other.Path} }} }}");
        var (name, client) = await MemberAsync(own, "maintainer");
        (await own.JobBecomesAsync((await RunAsync(own, client)).Jobs.Single().Id, "failed")).FailureReason.ShouldNotBeNull();
        await SetMemberAsync(other, name, "reader");
        await own.JobBecomesAsync((await RunAsync(own, client)).Jobs.Single().Id, "failed");
        (await other.Admin.GetFromJsonAsync<PipelinePage>($"{other.Api}/pipelines"))!.Items.ShouldBeEmpty();
        await SetMemberAsync(other, name, "maintainer");
        await own.JobBecomesAsync((await RunAsync(own, client)).Jobs.Single().Id, "success");
        (await other.Admin.GetFromJsonAsync<PipelinePage>($"{other.Api}/pipelines"))!.Items.ShouldHaveSingleItem().By.ShouldBe(name);
    }

    [Fact]
    public async Task Another_projects_artifacts_go_to_the_job_that_needs_them_if_its_user_may_read_it()
    {
        using var library = await OwnProject.CreateAsync(shared.Server, "build: { script: [make], artifacts: { paths: [lib] } }");
        using var builder = await library.RunnerAsync(runUntagged: true);
        await library.RunAsync();
        var build = await builder.TakeAsync();
        (await build.UploadAsync([1, 2, 3], "artifacts.zip", "artifact_type=archive&artifact_format=zip")).StatusCode.ShouldBe(HttpStatusCode.Created);
        await build.SucceedAsync();

        using var own = await OwnProject.CreateAsync(shared.Server, $"test: {{ script: [make], needs: [{{ project: {library.Path}, job: build, ref: main, artifacts: true }}] }}");
        using var runner = await own.RunnerAsync(runUntagged: true);
        var (name, client) = await MemberAsync(own, "maintainer");
        var refused = await RunAsync(own, client);
        var asking = runner.TryRequestAsync();
        (await own.JobBecomesAsync(refused.Jobs.Single().Id, "failed")).FailureReason.ShouldBe("missing_dependency_failure");

        await SetMemberAsync(library, name, "reader");
        await RunAsync(own, client);
        var test = await asking ?? await runner.RequestAsync();
        (await test.UpdateAsync("running")).StatusCode.ShouldBe(HttpStatusCode.OK);
        ((long)test.Payload["dependencies"]![0]!["id"]!).ShouldBe(build.Id);
        (await (await test.DownloadAsync(build.Id)).Content.ReadAsByteArrayAsync()).ShouldBe([1, 2, 3]);
        // Only what the configuration names.
        await library.RunAsync();
        var later = await builder.TakeAsync();
        (await later.UploadAsync([4], "artifacts.zip", "artifact_type=archive&artifact_format=zip")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await test.DownloadAsync(later.Id)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_file_of_another_project_is_included_if_the_user_may_read_it()
    {
        using var shelf = await OwnProject.CreateAsync(shared.Server, "included: { script: [make] }");
        using var own = await OwnProject.CreateAsync(shared.Server, $"include: [{{ project: {shelf.Path}, file: /.gitlab-ci.yml }}]");
        var (name, client) = await MemberAsync(own, "maintainer");
        var wrong = await RunAsync(own, client);
        wrong.Pipeline.State.ShouldBe("failed");
        wrong.Pipeline.Errors.ShouldHaveSingleItem().ShouldContain(shelf.Path);
        await SetMemberAsync(shelf, name, "reader");
        (await RunAsync(own, client)).Jobs.ShouldHaveSingleItem().Name.ShouldBe("included");
    }

    static async Task<(string Name, HttpClient Client)> MemberAsync(OwnProject own, string role)
    {
        var name = "u" + Guid.NewGuid().ToString("N")[..12];
        (await own.Admin.PostAsJsonAsync("/api/v2/users", new CreateUser(name, $"{name}@example.org"))).EnsureSuccessStatusCode();
        await SetMemberAsync(own, name, role);
        var token = await (await own.Admin.PostAsJsonAsync($"/api/v2/users/{name}/tokens", new CreateUserToken("test", "admin", null))).Content.ReadFromJsonAsync<CreatedToken>();
        return (name, own.Server.Client(token!.Value));
    }

    static async Task SetMemberAsync(OwnProject own, string name, string role) =>
        (await own.Admin.PutAsJsonAsync($"{own.Api}/members/{name}", new SetMember(role))).EnsureSuccessStatusCode();

    static async Task<PipelineDetail> RunAsync(OwnProject own, HttpClient client)
    {
        var answer = await client.PostAsJsonAsync($"{own.Api}/pipelines", new RunPipeline(null, null, null));
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonSerializer.Deserialize<PipelineDetail>(text, JsonSerializerOptions.Web)!;
    }
}
