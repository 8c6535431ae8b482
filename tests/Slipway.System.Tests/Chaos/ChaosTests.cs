using Slipway.System.Tests.Clients;
using Slipway.Testing;

namespace Slipway.System.Tests.Chaos;

/// <summary>Promises 1 and 2: no client ever sees an inconsistent repository, and what was answered stays.</summary>
[Collection("alone")]
public sealed class ChaosTests(ITestOutputHelper output)
{
    const int Kills = 50;

    [Fact]
    public async Task Sixty_four_push_at_once_while_apt_dnf_and_zypper_update_and_nothing_is_lost()
    {
        await using var server = await ServerProcess.StartAsync();
        using var repository = await TestRepository.CreateAsync(server);
        var clients = await ClientsAsync(repository);
        var (pushers, readers) = (new Pushers(repository, 64, TimeSpan.FromMilliseconds(200)), new Readers(clients));
        using var end = new CancellationTokenSource();
        var reading = readers.RunAsync(mayBeDown: false, end.Token);
        await pushers.RunAsync(each: 40, CancellationToken.None);
        await end.CancelAsync();
        await reading;

        output.WriteLine($"{pushers.Answered.Count} packages pushed; {readers.Summary}");
        readers.Faults.ShouldBeEmpty();
        pushers.Refused.ShouldBeEmpty();
        pushers.Unanswered.ShouldBe(0);
        pushers.Answered.Count.ShouldBe(64 * 40);
        await repository.ShouldHoldAllAsync(pushers);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task The_server_is_killed_fifty_times_and_no_client_sees_it_inconsistent_and_no_answered_push_is_lost()
    {
        var seed = Environment.GetEnvironmentVariable("SLIPWAY_TEST_SEED") is { } given ? int.Parse(given) : Random.Shared.Next();
        output.WriteLine($"SLIPWAY_TEST_SEED={seed}");
        var random = new Random(seed);
        await using var server = await ServerProcess.StartAsync();
        using var repository = await TestRepository.CreateAsync(server);
        var clients = await ClientsAsync(repository);
        var (pushers, readers) = (new Pushers(repository, 64, TimeSpan.FromMilliseconds(400)), new Readers(clients));
        using var end = new CancellationTokenSource();
        var running = Task.WhenAll(readers.RunAsync(mayBeDown: true, end.Token), pushers.RunAsync(int.MaxValue, end.Token));
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(20, 1500));
            server.Kill();
            await server.StartAgainAsync();
        }

        await Task.Delay(1000);
        await end.CancelAsync();
        await running;
        server.Kill();
        await server.StartAgainAsync();

        output.WriteLine($"{pushers.Answered.Count} packages pushed, {pushers.Unanswered} times without an answer; {readers.Summary}");
        readers.Faults.ShouldBeEmpty();
        pushers.Refused.ShouldBeEmpty();
        readers.Rounds.Values.ShouldAllBe(round => round.Good > 5);
        Aftermath.ShouldHaveAnEmptyStage(server.Data);
        await repository.ShouldHoldAllAsync(pushers);
        clients.ForEach(client => client.Dispose());
    }

    /// <summary>A distribution is there from its first push on, and stays when that is yanked.</summary>
    static async Task<List<IPackageClient>> ClientsAsync(TestRepository repository)
    {
        await repository.PushAsync(Pushers.Debian, "first_1.0_all.deb", (Samples.Deb("1.0", "first") with { Architecture = "all" }).Build());
        await repository.PushAsync(Pushers.El, Samples.Rpm("1.0", "first"));
        await repository.YankAsync(Pushers.Debian, "first_1.0_all.deb");
        await repository.YankAsync(Pushers.El, "first-1.0-1.x86_64.rpm");
        return [await AptClient.OfAsync(repository, Pushers.Debian), await DnfClient.OfAsync(repository, Pushers.El), await ZypperClient.OfAsync(repository, Pushers.El)];
    }
}

/// <summary>Tests that load the machine: nothing runs beside them.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
