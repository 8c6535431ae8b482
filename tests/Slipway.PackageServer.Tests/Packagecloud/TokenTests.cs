using System.Text.Json;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests.Packagecloud;

public sealed class TokenTests(SharedServer shared)
{
    [Fact]
    public async Task A_private_repository_looks_absent_to_every_other_token()
    {
        using var own = await OwnRepository.CreateAsync(shared, isPrivate: true);
        var deb = new DebBuilder { Name = "secret" };
        await own.PushAsync("284", deb.FileName, deb.Build());
        using var other = OwnRepository.As(own.Server, await own.TokenAsync("push", "team/packages"));
        using var nobody = OwnRepository.As(own.Server, null);
        foreach (var path in new[] { own.V1, own.V1 + "/packages.json", own.V1 + "/search.json", own.V1 + "/gpg_keys.json", own.V1 + "/master_tokens" })
        {
            var (there, absent) = (await other.GetAsync(path), await other.GetAsync(path.Replace(own.Name, "test/absent")));
            ((int)there.StatusCode).ShouldBe(404, path);
            (await there.Content.ReadAsStringAsync()).ShouldBe(await absent.Content.ReadAsStringAsync());
        }

        ((int)(await own.PushAsync("284", deb.FileName, deb.Build(), other)).StatusCode).ShouldBe(404);
        (await other.GetStringAsync("/api/v1/repos.json")).ShouldNotContain(own.Name);
        foreach (var path in new[]
        {
            "gpgkey", "gpgkey.gpg", "ubuntu/dists/noble/InRelease", $"packages/ubuntu/noble/{deb.FileName}/download", $"ubuntu/pool/noble/main/s/secret/{deb.FileName}",
        })
        {
            ((int)(await nobody.GetAsync($"/{own.Name}/{path}")).StatusCode).ShouldBe(404, path);
            ((int)(await other.GetAsync($"/{own.Name}/{path}")).StatusCode).ShouldBe(404, path);
            ((int)(await own.Admin.GetAsync($"/{own.Name}/{path}")).StatusCode).ShouldBe(200, path);
        }

        ((int)(await other.GetAsync($"/install/repositories/{own.Name}/script.deb.sh")).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task A_token_that_only_reads_can_change_nothing_and_an_expired_one_opens_nothing()
    {
        using var own = await OwnRepository.CreateAsync(shared);
        using var reader = OwnRepository.As(own.Server, await own.TokenAsync("read", own.Name));
        using var expired = OwnRepository.As(own.Server, await own.TokenAsync("push", own.Name, DateTimeOffset.UnixEpoch));
        var deb = new DebBuilder();
        ((int)(await own.PushAsync("284", deb.FileName, deb.Build(), reader)).StatusCode).ShouldBe(403);
        ((int)(await own.PushAsync("284", deb.FileName, deb.Build(), expired)).StatusCode).ShouldBe(401);
        ((int)(await reader.DeleteAsync($"{own.V1}/ubuntu/noble/{deb.FileName}")).StatusCode).ShouldBe(403);
        ((int)(await reader.GetAsync($"{own.V1}/master_tokens")).StatusCode).ShouldBe(403);
    }

    [Fact]
    public async Task Read_tokens_are_the_same_for_one_name_and_go_with_their_master()
    {
        using var own = await OwnRepository.CreateAsync(shared, isPrivate: true);
        var master = await OwnRepository.JsonAsync(await own.Admin.PostAsync($"{own.V1}/master_tokens", Form("master_token[name]", "fleet")));
        ((int)(await own.Admin.PostAsync($"{own.V1}/master_tokens", Form("master_token[name]", "fleet"))).StatusCode).ShouldBe(422);
        var value = master.GetProperty("value").GetString()!;
        using var machine = OwnRepository.As(own.Server, value);
        async Task<string> ReadToken() => (await OwnRepository.JsonAsync(
            await machine.PostAsync($"{own.V1}/master_tokens/{value}/read_tokens.json", Form("read_token[name]", "host")))).GetProperty("value").GetString()!;
        var read = await ReadToken();
        (await ReadToken()).ShouldBe(read);
        using var reader = OwnRepository.As(own.Server, read);
        ((int)(await reader.GetAsync($"/{own.Name}/gpgkey")).StatusCode).ShouldBe(200);

        var self = master.GetProperty("paths").GetProperty("self").GetString();
        (await own.GetAsync(self!)).GetProperty("read_tokens")[0].GetProperty("value").GetString().ShouldBe(read);
        ((int)(await own.Admin.DeleteAsync(self)).StatusCode).ShouldBe(204);
        ((int)(await reader.GetAsync($"/{own.Name}/gpgkey")).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task Deleting_the_default_master_token_gives_it_another_value()
    {
        using var own = await OwnRepository.CreateAsync(shared, isPrivate: true);
        async Task<JsonElement> Default() => (await own.GetAsync($"{own.V1}/master_tokens.json"))[0];
        var before = await Default();
        ((int)(await own.Admin.DeleteAsync($"{own.V1}/master_tokens/{before.GetProperty("id")}")).StatusCode).ShouldBe(204);
        var after = await Default();
        after.GetProperty("name").GetString().ShouldBe("default");
        after.GetProperty("value").GetString().ShouldNotBe(before.GetProperty("value").GetString());
    }

    static FormUrlEncodedContent Form(string name, string value) => new(new Dictionary<string, string> { [name] = value });
}
