using System.Globalization;
using Slipway.Contracts.Upkeep;

namespace Slipway.Upkeep.Pages;

/// <summary>How pages say what runs came to.</summary>
static class RunWords
{
    public static string Outcome(UpkeepRunInfo run) => run.State switch
    {
        "queued" => "waits",
        "running" => "runs",
        "failed" => $"failed ({run.Code})",
        "interrupted" => "interrupted",
        _ => run.Outcome switch { "attention" => "somebody has to look", "proposed" => "proposed", _ => "nothing to do" },
    };

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
