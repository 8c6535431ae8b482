using System.Globalization;
using Slipway.Testing;

namespace Slipway.BuildMachines.Tests;

/// <summary>A server's clock of the wall, which a test sets ahead while it runs (faketime(1)). What it waits for by itself takes as long as ever.</summary>
sealed class MovingClock : IDisposable
{
    readonly TempFolder folder = new();
    TimeSpan ahead;

    public MovingClock()
    {
        Ahead(TimeSpan.Zero);
        Environment = new Dictionary<string, string?>
        {
            ["LD_PRELOAD"] = "/usr/$LIB/faketime/libfaketime.so.1", ["FAKETIME_TIMESTAMP_FILE"] = folder["clock"], ["FAKETIME_NO_CACHE"] = "1", ["NO_FAKE_STAT"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1", ["DONT_FAKE_MONOTONIC"] = "1",
        };
    }

    public IReadOnlyDictionary<string, string?> Environment { get; }

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + ahead;

    /// <summary>So much later than it really is, from now on.</summary>
    public void Ahead(TimeSpan by)
    {
        ahead = by;
        File.WriteAllText(folder["next"], string.Create(CultureInfo.InvariantCulture, $"+{(long)by.TotalSeconds}\n"));
        File.Move(folder["next"], folder["clock"], overwrite: true);
    }

    public void Dispose() => folder.Dispose();
}
