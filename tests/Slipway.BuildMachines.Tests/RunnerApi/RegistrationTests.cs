using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Slipway.Contracts.BuildMachines;

namespace Slipway.BuildMachines.Tests.RunnerApi;

public sealed class RegistrationTests(SharedServer shared)
{
    [Fact]
    public async Task A_runner_with_an_authentication_token_is_verified_with_its_number()
    {
        using var own = await OwnProject.CreateAsync(shared.Server);
        using var runner = await own.RunnerAsync();
        runner.Token.ShouldStartWith("glrt-");
        var answer = await runner.Http.PostAsJsonAsync("runners/verify", new JsonObject { ["token"] = runner.Token, ["system_id"] = "s_0123456789ab", ["info"] = RunnerClient.Info() });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        ((long)body["id"]!).ShouldBe(runner.Id);
        ((string)body["token"]!).ShouldBe(runner.Token);
        body.AsObject().ContainsKey("token_expires_at").ShouldBeTrue();
        (await runner.Http.PostAsJsonAsync("runners/verify", new { token = "glrt-nothing" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_runner_registers_with_a_registration_token_and_unregisters()
    {
        using var admin = shared.Server.Client();
        var made = await admin.PostAsJsonAsync("/api/v2/runners/registration-token", new ResetRegistrationToken(null));
        made.EnsureSuccessStatusCode();
        var registration = (await made.Content.ReadFromJsonAsync<NewRegistrationToken>())!.Value;
        using var nobody = shared.Server.Client(token: null);
        var body = new { token = registration, description = "old", tag_list = "linux, deb", run_untagged = false, locked = true, access_level = "not_protected", paused = true, info = RunnerClient.Info() };
        var answer = await nobody.PostAsJsonAsync("/api/v4/runners", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var runner = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var info = (await admin.GetFromJsonAsync<RunnerInfo>($"/api/v2/runners/{runner["id"]}"))!;
        info.Tags.ShouldBe(["deb", "linux"]);
        info.Paused.ShouldBeTrue();
        (await nobody.PostAsJsonAsync("/api/v4/runners", new { token = "wrong" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var gone = new HttpRequestMessage(HttpMethod.Delete, "/api/v4/runners") { Content = JsonContent.Create(new { token = (string)runner["token"]! }) };
        (await nobody.SendAsync(gone)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await nobody.PostAsJsonAsync("/api/v4/runners/verify", new { token = (string)runner["token"]! })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_token_that_was_reset_opens_nothing_any_more()
    {
        using var own = await OwnProject.CreateAsync(shared.Server);
        using var runner = await own.RunnerAsync();
        var answer = await runner.Http.PostAsJsonAsync("runners/reset_authentication_token", new { token = runner.Token });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var fresh = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["token"]!;
        (await runner.Http.PostAsJsonAsync("runners/verify", new { token = runner.Token })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await runner.Http.PostAsJsonAsync("runners/verify", new { token = fresh })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_a_wrong_token_is_answered_403_to_a_request_for_a_job()
    {
        using var own = await OwnProject.CreateAsync(shared.Server);
        using var runner = await own.RunnerAsync();
        (await runner.Http.PostAsJsonAsync("jobs/request", new { token = "glrt-wrong" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await own.Admin.PatchAsJsonAsync($"/api/v2/runners/{runner.Id}", new { paused = true })).EnsureSuccessStatusCode();
        (await runner.TryRequestAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_runner_of_a_project_that_somebody_may_not_see_does_not_exist_for_them()
    {
        using var own = await OwnProject.CreateAsync(shared.Server);
        using var runner = await own.RunnerAsync();
        using var nobody = shared.Server.Client(token: null);
        (await nobody.GetAsync($"/api/v2/runners/{runner.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await nobody.GetAsync($"{own.Api}/pipelines")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
