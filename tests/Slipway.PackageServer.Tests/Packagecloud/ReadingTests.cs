using Slipway.Testing;

namespace Slipway.PackageServer.Tests.Packagecloud;

public sealed class ReadingTests(SharedServer shared)
{
    [Fact]
    public async Task Every_path_wants_a_token_and_answers_with_and_without_its_suffix()
    {
        using var own = await OwnRepository.CreateAsync(shared);
        using var nobody = OwnRepository.As(own.Server, null);
        using var wrong = OwnRepository.As(own.Server, new string('0', 48));
        foreach (var path in new[] { "/api/v1/distributions", "/api/v1/repos", own.V1, own.V1 + "/packages", own.V1 + "/search", own.V1 + "/gpg_keys" })
        {
            foreach (var suffix in new[] { "", ".json" })
            {
                ((int)(await own.Admin.GetAsync(path + suffix)).StatusCode).ShouldBe(200, path + suffix);
                foreach (var client in new[] { nobody, wrong })
                {
                    var refused = await client.GetAsync(path + suffix);
                    ((int)refused.StatusCode).ShouldBe(401);
                    (await refused.Content.ReadAsStringAsync()).ShouldBe("""{"error":"unauthenticated"}""");
                }
            }
        }
    }

    [Fact]
    public async Task Distributions_have_packageclouds_numbers_and_every_key_that_clients_iterate()
    {
        using var own = await OwnRepository.CreateAsync(shared);
        var all = await own.GetAsync("/api/v1/distributions.json");
        foreach (var key in new[] { "deb", "dsc", "rpm", "py", "node", "jar", "alpine", "helm", "anyfile" })
        {
            all.GetProperty(key).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Array);
        }

        var ubuntu = all.GetProperty("deb").EnumerateArray().Single(os => os.GetProperty("index_name").GetString() == "ubuntu");
        ubuntu.GetProperty("versions").EnumerateArray().Single(version => version.GetProperty("index_name").GetString() == "noble").GetProperty("id").GetInt32().ShouldBe(284);
    }

    [Fact]
    public async Task A_repository_names_the_paths_that_the_gem_goes_on_with()
    {
        using var own = await OwnRepository.CreateAsync(shared);
        var paths = (await own.GetAsync($"{own.V1}/ubuntu/noble.json")).GetProperty("paths");
        paths.GetProperty("self").GetString().ShouldBe(own.V1);
        paths.GetProperty("create_package").GetString().ShouldBe(own.V1 + "/packages.json");
        foreach (var key in new[] { "gpg_keys", "master_tokens" })
        {
            ((int)(await own.Admin.GetAsync(paths.GetProperty(key).GetString())).StatusCode).ShouldBe(200);
        }
    }

    [Fact]
    public async Task Lists_come_in_pages_that_link_to_each_other()
    {
        using var own = await OwnRepository.CreateAsync(shared);
        for (var number = 1; number <= 5; number++)
        {
            var deb = new DebBuilder { Name = "paged", Version = $"{number}.0-1" };
            await own.PushAsync("284", deb.FileName, deb.Build());
        }

        var seen = new List<string>();
        for (string? next = $"{own.V1}/search.json?q=paged&dist=ubuntu&per_page=2"; next is not null;)
        {
            var answer = await own.Admin.GetAsync(next);
            answer.Headers.GetValues("Total").Single().ShouldBe("5");
            answer.Headers.GetValues("Max-Per-Page").Single().ShouldBe("250");
            seen.AddRange((await OwnRepository.JsonAsync(answer)).EnumerateArray().Select(item => item.GetProperty("filename").GetString()!));
            next = answer.Headers.TryGetValues("Link", out var links)
                ? links.Single().Split(", ").Where(link => link.EndsWith("rel=\"next\"", StringComparison.Ordinal)).Select(link => link[1..link.IndexOf('>', StringComparison.Ordinal)]).SingleOrDefault()
                : null;
        }

        seen.Distinct().Count().ShouldBe(5);
        var group = (await own.GetAsync($"{own.V1}/packages/deb/ubuntu/noble.json"))[0];
        group.GetProperty("versions_count").GetInt32().ShouldBe(5);
        (await own.GetAsync(group.GetProperty("versions_url").GetString()!)).GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public async Task The_addresses_that_a_package_tells_of_itself_work()
    {
        using var own = await OwnRepository.CreateAsync(shared);
        var rpm = new RpmBuilder { Epoch = 2 }.ToArray();
        var made = await OwnRepository.JsonAsync(await own.PushAsync("el/9", "hello-1.0-1.x86_64.rpm", rpm));
        (await own.GetAsync(made.GetProperty("package_url").GetString()!)).GetProperty("sha256sum").GetString().ShouldBe(made.GetProperty("sha256sum").GetString());
        ((int)(await own.Admin.GetAsync($"{own.V1}/package/rpm/el/9/hello/x86_64/1.0/1.json")).StatusCode).ShouldBe(200);
        (await own.Admin.GetByteArrayAsync(made.GetProperty("download_url").GetString())).ShouldBe(rpm);
        ((int)(await own.Admin.DeleteAsync(made.GetProperty("destroy_url").GetString())).StatusCode).ShouldBe(200);
        var again = await own.Admin.DeleteAsync(made.GetProperty("destroy_url").GetString());
        ((int)again.StatusCode).ShouldBe(404);
        (await again.Content.ReadAsStringAsync()).ShouldBe("""{"filename":["not found"]}""");
    }

    [Fact]
    public async Task Promote_moves_a_package()
    {
        using var from = await OwnRepository.CreateAsync(shared);
        using var to = await OwnRepository.CreateAsync(shared);
        var deb = new DebBuilder { Name = "moved" };
        var made = await OwnRepository.JsonAsync(await from.PushAsync("284", deb.FileName, deb.Build()));
        var promote = made.GetProperty("promote_url").GetString();
        Task<HttpResponseMessage> PromoteTo(string name) =>
            from.Admin.PostAsync(promote, new FormUrlEncodedContent(new Dictionary<string, string> { ["destination"] = name }));
        ((int)(await PromoteTo(from.Name)).StatusCode).ShouldBe(422);
        ((int)(await PromoteTo("no/where")).StatusCode).ShouldBe(404);
        ((int)(await PromoteTo(to.Name)).StatusCode).ShouldBe(200);
        (await from.GetAsync($"{from.V1}/packages.json")).GetArrayLength().ShouldBe(0);
        (await to.GetAsync($"{to.V1}/packages.json")).GetArrayLength().ShouldBe(1);
        ((int)(await PromoteTo(to.Name)).StatusCode).ShouldBe(404);
    }
}
