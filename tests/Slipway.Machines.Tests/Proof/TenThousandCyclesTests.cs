using CsCheck;

namespace Slipway.Machines.Tests.Proof;

/// <summary>The promise of this module, on ten thousand cycles of managers that crash at every step.</summary>
public sealed class TenThousandCyclesTests(ITestOutputHelper output)
{
    const int Worlds = 100;
    const int Cycles = 100;

    [Fact]
    public async Task No_orphan_no_second_live_attempt_and_no_removed_busy_machine_in_ten_thousand_cycles()
    {
        var (kills, machines, jobs, worlds) = (0, 0, 0, 0);
        await Gen.Int[0, int.MaxValue].SampleAsync(
            async seed =>
            {
                using var world = new World(seed);
                for (var cycle = 0; cycle < Cycles; cycle++)
                {
                    if (cycle % 20 == 0)
                    {
                        world.Trouble();
                    }

                    await world.CycleAsync();
                }

                await world.CloseAsync();
                lock (output)
                {
                    output.WriteLine($"seed {seed}: {world.Kills} kills, {world.Made} machines, {world.Ended} jobs");
                    (kills, machines, jobs, worlds) = (kills + world.Kills, machines + world.Made, jobs + world.Ended, worlds + 1);
                }
            },
            iter: Worlds, threads: 1);
        output.WriteLine($"{worlds} worlds, {worlds * Cycles} cycles with trouble: {kills} kills, {machines} machines, {jobs} jobs");
        (worlds * Cycles).ShouldBeGreaterThanOrEqualTo(10_000);
        // Else the proof would prove nothing.
        kills.ShouldBeGreaterThan(300);
        jobs.ShouldBeGreaterThan(1_000);
    }
}
