using System.Text;
using System.Text.Json.Nodes;
using Slipway.Agent.Tests.Doubles;
using static Slipway.Agent.Tests.Doubles.Job;

namespace Slipway.Agent.Tests.Container;

/// <summary>Images of a registry that wants a login, pulled by the real podman.</summary>
public sealed class RegistryTests(PodmanEngine engine) : RunnerTest
{
    string Image => $"{engine.Registry}/team/private:1";

    private protected override void Configure(JsonObject config)
    {
        config["executor"] = "container";
        config["systemId"] = "s_" + Guid.NewGuid().ToString("n")[..12];
        config["container"] = new JsonObject
        {
            ["socket"] = engine.Socket, ["pullPolicy"] = new JsonArray("always", "if-not-present"), ["authFile"] = Path.Combine(Path.GetTempPath(), $"slipway-{config["systemId"]}.json"),
        };
    }

    [Fact]
    public async Task A_login_is_found_where_gitlab_runner_looks_and_without_one_the_image_is_not_to_be_had()
    {
        await using var registry = await ImageRegistry.StartAsync(engine.Registry);
        await engine.RunAsync("tag", PodmanEngine.Image, Image);
        await engine.RunAsync("push", "--quiet", "--creds", $"{ImageRegistry.User}:{ImageRegistry.Password}", Image);
        await engine.RunAsync("rmi", Image);

        var refused = Coordinator.Enqueue(Using(Of("true")));
        (await refused.EndAsync()).ShouldContain($"The image {Image} can't be had with pull policy \"always\"");
        refused.FailureReason.ShouldBe("image_pull_failure");

        // The job's own.
        var trace = await SucceedsAsync(Using(Of("echo inside")).With(Variable("DOCKER_AUTH_CONFIG", Logins(engine.Registry))));
        trace.ShouldContain("Authenticating with the job's variable DOCKER_AUTH_CONFIG");
        trace.ShouldContain("\ninside\n");
        trace.ShouldNotContain(ImageRegistry.Password);

        // What the coordinator sent.
        var payload = Using(Of("true"));
        payload["credentials"] = new JsonArray(new JsonObject { ["type"] = "registry", ["url"] = engine.Registry, ["username"] = ImageRegistry.User, ["password"] = ImageRegistry.Password });
        (await SucceedsAsync(payload)).ShouldContain("Authenticating with the job's own credentials");

        // The runner's file; a job's login for another registry is in nobody's way, and one that is damaged is said.
        var authFile = (string)JsonNode.Parse(await File.ReadAllTextAsync(Runner.Config))!["container"]!["authFile"]!;
        await File.WriteAllTextAsync(authFile, Logins($"http://{engine.Registry}/v2/"));
        try
        {
            (await SucceedsAsync(Using(Of("true")).With(Variable("DOCKER_AUTH_CONFIG", Logins("other.example.org"))))).ShouldContain($"Authenticating with {authFile}");
            (await SucceedsAsync(Using(Of("true")).With(Variable("DOCKER_AUTH_CONFIG", "{")))).ShouldContain("DOCKER_AUTH_CONFIG is not the JSON of docker's config.json");
        }
        finally
        {
            File.Delete(authFile);
        }

        // Once it is there, a job that may do without asking needs no login; one that wants it fresh does.
        payload = Using(Of("true"));
        payload["image"]!["pull_policy"] = new JsonArray("if-not-present");
        (await SucceedsAsync(payload)).ShouldContain("Using locally found image");
        payload = Using(Of("true"));
        payload["image"]!["pull_policy"] = new JsonArray("always");
        var fresh = Coordinator.Enqueue(payload.With(Variable("DOCKER_AUTH_CONFIG", Logins(engine.Registry, "wrong"))));
        await fresh.EndAsync();
        fresh.FailureReason.ShouldBe("image_pull_failure");
    }

    async Task<string> SucceedsAsync(JsonObject payload)
    {
        var job = Coordinator.Enqueue(payload);
        var trace = await job.EndAsync();
        job.State.ShouldBe("success", trace);
        return trace;
    }

    JsonObject Using(JsonObject payload)
    {
        payload["image"] = new JsonObject { ["name"] = Image };
        return payload;
    }

    static string Logins(string registry, string password = ImageRegistry.Password) => new JsonObject
    {
        ["auths"] = new JsonObject { [registry] = new JsonObject { ["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ImageRegistry.User}:{password}")) } },
    }.ToJsonString();
}
