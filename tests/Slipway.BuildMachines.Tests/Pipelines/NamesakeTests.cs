using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;
using Slipway.Testing;

namespace Slipway.BuildMachines.Tests.Pipelines;

/// <summary>A token that is nobody's (a deploy key, one from before there were users) may have any name. A user's name gives it nothing of the user's.</summary>
public sealed class NamesakeTests
{
    [Fact]
    public async Task A_token_without_a_user_that_is_named_like_one_has_none_of_the_users_rights()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Queue:Hold=00:00:20");
        using var shelf = await OwnProject.CreateAsync(server, "deploy: { script: [make] }");
        using var own = await OwnProject.CreateAsync(server, $"ship: {{ trigger: {{ project: {shelf.Path} }} }}");
        (await own.Admin.PostAsJsonAsync("/api/v2/users", new CreateUser("ada", "ada@example.org"))).EnsureSuccessStatusCode();
        (await own.Admin.PutAsJsonAsync($"{shelf.Api}/members/ada", new SetMember("maintainer"))).EnsureSuccessStatusCode();
        using var made = await own.Admin.PostAsJsonAsync("/api/v2/tokens", new CreateToken("ada", "admin"));
        using var nobody = server.Client((await made.Content.ReadFromJsonAsync<CreatedToken>())!.Value);
        server.Kill();
        await using (var database = new SqliteConnection($"Data Source={Directory.GetFiles(server.Data, "*.db").Single()};Pooling=False"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "UPDATE Tokens SET UserId = NULL WHERE Name = 'ada'";
            (await command.ExecuteNonQueryAsync()).ShouldBe(1);
        }

        await server.StartAgainAsync();
        var pipeline = await RunAsync(own, nobody);
        pipeline.Pipeline.By.ShouldBe("ada");
        (await own.JobBecomesAsync(pipeline.Jobs.Single().Id, "failed")).FailureReason.ShouldBe("downstream_pipeline_creation_failed");
        (await shelf.Admin.GetFromJsonAsync<PipelinePage>($"{shelf.Api}/pipelines"))!.Items.ShouldBeEmpty();

        await own.PushAsync($"include: [{{ project: {shelf.Path}, file: /.gitlab-ci.yml }}]", "-o", "ci.skip");
        (await RunAsync(own, nobody)).Pipeline.Errors.ShouldHaveSingleItem().ShouldContain(shelf.Path);

        await own.PushAsync("job: { script: [make], id_tokens: { T: { aud: x } } }", "-o", "ci.skip");
        await RunAsync(own, nobody);
        using var runner = await own.RunnerAsync(runUntagged: true);
        var claims = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars((await runner.TakeAsync()).Variable("T")!.Split('.')[1]))!;
        claims["user_id"].ShouldBeNull();
        claims["user_email"].ShouldBeNull();
    }

    static async Task<PipelineDetail> RunAsync(OwnProject own, HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync($"{own.Api}/pipelines", new RunPipeline(null, null, null));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<PipelineDetail>())!;
    }
}
