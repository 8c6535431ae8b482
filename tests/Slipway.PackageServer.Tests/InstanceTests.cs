using System.Net.Http.Json;
using Slipway.Contracts.PackageServer;

namespace Slipway.PackageServer.Tests;

public sealed class InstanceTests(SharedServer shared)
{
    [Fact]
    public async Task The_first_token_is_an_admin_of_the_whole_instance()
    {
        using var client = shared.Server.Client();
        var me = await client.GetFromJsonAsync<WhoAmI>("/api/v2/whoami");
        me!.Scope.ShouldBe("admin");
        me.Repository.ShouldBeNull();
    }

    [Fact]
    public async Task Health_answers_without_a_token()
    {
        using var client = shared.Server.Client(token: null);
        (await client.GetStringAsync("/health")).ShouldBe("ok\n");
    }
}
