using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts;
using Slipway.Contracts.PackageServer;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests.Uploads;

public sealed class BatchTests(SharedServer shared)
{
    [Fact]
    public async Task Each_package_of_a_batch_is_judged_on_its_own_and_what_is_answered_is_visible()
    {
        using var own = await OwnRepository.CreateAsync(shared);
        using var client = own.Server.Client();
        (await own.PushAsync("debian/bookworm", "taken_1_all.deb", Deb("taken", "first"))).StatusCode.ShouldBe(HttpStatusCode.Created);

        var parts = await BatchAsync(client, own, ("a.deb", Deb("aa")), ("cut.deb", Deb("cut")[..100]), ("no.exe", [1, 2, 3]), ("b.deb", Deb("bb")), ("taken_1_all.deb", Deb("taken", "second")), ("a.deb", Deb("aa")));

        parts.Select(part => part.Place).ShouldBe([0, 1, 2, 3, 4, 5]);
        parts.Select(part => part.Result?.Created).ShouldBe([true, null, null, true, null, false]);
        parts.Select(part => part.Problem?.Code).ShouldBe([null, "deb.truncated", "package.unknown-type", null, "package.exists-with-other-bytes", null]);
        parts[0].Result!.Generation.ShouldBeGreaterThan(0);
        var index = await client.GetStringAsync(new Uri($"/{own.Name}/debian/dists/bookworm/main/binary-amd64/Packages", UriKind.Relative));
        index.ShouldContain("Package: aa\n");
        index.ShouldContain("Package: bb\n");
        index.ShouldNotContain("Package: cut\n");
    }

    [Fact]
    public async Task A_batch_that_breaks_off_is_answered_for_what_came_before()
    {
        using var own = await OwnRepository.CreateAsync(shared);
        using var client = own.Server.Client();
        using var form = Form(("a.deb", Deb("aa")));
        form.Add(new StringContent("x"), "field");
        var answer = await client.PostAsync(Batch(own), form);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.IReadOnlyListPushedPart))!.ShouldHaveSingleItem().Result!.Created.ShouldBeTrue();
    }

    [Fact]
    public async Task A_batch_without_a_right_or_a_form_is_refused_whole()
    {
        using var own = await OwnRepository.CreateAsync(shared, isPrivate: true);
        using var admin = own.Server.Client();
        (await admin.PostAsync(Batch(own), new StringContent("no form"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var fields = new MultipartFormDataContent { { new StringContent("x"), "field" } };
        var refused = await admin.PostAsync(Batch(own), fields);
        (await refused.Content.ReadFromJsonAsync(ContractsJson.Default.Problem))!.Code.ShouldBe("request.malformed");
        using var nobody = new HttpClient { BaseAddress = new Uri(own.Server.Url) };
        using var form = Form(("a.deb", Deb("aa")));
        (await nobody.PostAsync(Batch(own), form)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var reader = OwnRepository.As(own.Server, await own.TokenAsync("read", own.Name));
        using var again = Form(("a.deb", Deb("aa")));
        (await reader.PostAsync(Batch(own), again)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    static async Task<IReadOnlyList<PushedPart>> BatchAsync(HttpClient client, OwnRepository own, params (string Name, byte[] Bytes)[] files)
    {
        using var form = Form(files);
        var answer = await client.PostAsync(Batch(own), form);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.IReadOnlyListPushedPart))!;
    }

    static MultipartFormDataContent Form(params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
        {
            form.Add(new ByteArrayContent(bytes), "file", name);
        }

        return form;
    }

    static Uri Batch(OwnRepository own) => new($"/api/v2/repositories/{own.Name}/packages/debian/bookworm/batch", UriKind.Relative);

    static byte[] Deb(string name, string content = "x") => new DebBuilder { Name = name, Files = new Dictionary<string, string> { [$"usr/share/{name}"] = content } }.Build();
}
