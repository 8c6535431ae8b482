using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Platform;

namespace Slipway.BuildMachines.Pools;

/// <summary>Where the data folder holds a <c>pools.yml</c>, that is what counts: it is applied at the start and whenever it changes.</summary>
sealed class PoolFileWatch(DataFolder data, PoolBook book, TimeProvider time, ILogger<PoolFileWatch> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    (DateTime Changed, long Length) seen;

    public string Path { get; } = System.IO.Path.Combine(data.Root, "pools.yml");

    public bool IsThere => File.Exists(Path);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.FileNotApplied(log, failure, Path);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task LookAsync(CancellationToken ct)
    {
        var file = new FileInfo(Path);
        if (!file.Exists || (file.LastWriteTimeUtc, file.Length) == seen)
        {
            return;
        }

        seen = (file.LastWriteTimeUtc, file.Length);
        if (file.Length > PoolFile.Largest)
        {
            Log.FileTooLarge(log, Path);
            return;
        }

        switch (await book.ApplyAsync(await File.ReadAllTextAsync(Path, ct), "pools.yml", ct))
        {
            case PoolReading.Faulty { Faults: var faults }:
                Log.FileFaulty(log, Path, string.Join(Environment.NewLine, faults.Select(fault => fault.ToString())));
                break;
            case PoolReading.Read { Pools: var pools }:
                Log.FileApplied(log, Path, pools.Count);
                break;
        }
    }
}
