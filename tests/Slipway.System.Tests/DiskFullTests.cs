using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Slipway.Contracts;
using Slipway.System.Tests.Clients;
using Slipway.Testing;

namespace Slipway.System.Tests;

public sealed class DiskFullTests(ITestOutputHelper output)
{
    const string Bookworm = "debian/bookworm";

    [Fact]
    public async Task A_push_to_a_full_disk_is_refused_as_such_and_leaves_nothing_and_works_when_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(24);
        await using var server = await ServerProcess.StartAsync(Path.Combine(disk.Path, "data"));
        using var repository = await TestRepository.CreateAsync(server);
        await repository.PushAsync(Bookworm, Samples.Deb("1.0"));
        await disk.FillAsync(pagesLeft: 20);
        var large = Samples.Deb("2.0") with { Gzip = false, Files = new Dictionary<string, string> { ["usr/share/large"] = new('x', 1 << 20) } };

        using var refused = await repository.TryPushAsync(Bookworm, large.FileName, large.Build());
        await ShouldBeFullAsync(refused);
        (await repository.ListAsync(Bookworm)).ShouldHaveSingleItem();
        Directory.GetFiles(Path.Combine(server.Data, "staging")).ShouldBeEmpty();

        disk.Empty();
        await repository.PushAsync(Bookworm, large);
        using var apt = await AptClient.OfAsync(repository, Bookworm);
        await apt.RefreshAsync().ShouldSucceedAsync();
        (await apt.VersionsAsync("hello")).ShouldContain("2.0");
    }

    [Fact]
    public async Task A_disk_that_fills_up_at_any_moment_of_a_push_leaves_a_repository_that_apt_accepts()
    {
        await using var disk = await SmallDisk.MountAsync(24);
        await using var server = await ServerProcess.StartAsync(Path.Combine(disk.Path, "data"));
        using var repository = await TestRepository.CreateAsync(server);
        await repository.PushAsync(Bookworm, Samples.Deb("0.1"));
        using var apt = await AptClient.OfAsync(repository, Bookworm);
        var pushed = new List<string> { "0.1" };
        var full = 0;
        for (var pages = 0; pages < 48; pages += 2)
        {
            await disk.FillAsync(pages);
            var package = Samples.Deb($"1.{pages}");
            using var answer = await repository.TryPushAsync(Bookworm, package.FileName, package.Build());
            if (answer.StatusCode == HttpStatusCode.Created)
            {
                pushed.Add(package.Version);
            }
            else
            {
                await ShouldBeFullAsync(answer);
                full++;
            }

            await apt.RefreshAsync().ShouldSucceedAsync();
            (await repository.ListAsync(Bookworm)).Select(listed => listed.Version).ShouldBe(pushed, ignoreOrder: true);
            disk.Empty();
        }

        output.WriteLine($"{full} pushes found the disk full, {pushed.Count - 1} found room");
        full.ShouldBeGreaterThan(1);
        server.Kill();
        await server.StartAgainAsync();
        await repository.PushAsync(Bookworm, Samples.Deb("3.0"));
        await apt.RefreshAsync().ShouldSucceedAsync();
        foreach (var package in await repository.ListAsync(Bookworm))
        {
            Convert.ToHexStringLower(SHA256.HashData(await server.Client().GetByteArrayAsync(new Uri(package.Url)))).ShouldBe(package.Sha256);
        }
    }

    static async Task ShouldBeFullAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.InsufficientStorage, await answer.Content.ReadAsStringAsync());
        (await answer.Content.ReadFromJsonAsync<Problem>())!.Code.ShouldBe("storage.full");
    }
}
