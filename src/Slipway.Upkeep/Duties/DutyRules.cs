using Slipway.Contracts.Upkeep;
using Slipway.Platform.Schedules;

namespace Slipway.Upkeep.Duties;

/// <summary>What a duty may be.</summary>
static class DutyRules
{
    const int MostNames = 50;
    const int LongestName = 250;

    /// <summary>Why it can't be, or null.</summary>
    public static string? Wrong(SetUpkeep wanted) =>
        wanted.Cron is { } cron && !CronTime.TryParse(cron, out _) ? $"'{cron}' is no time: write five fields, as '30 1 * * *' for half past one every night."
        : wanted.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? $"'{zone}' is no time zone: write one as Europe/Berlin."
        : !AreNames(wanted.Branches) ? $"Branches are at most {MostNames} names, without spaces."
        : !AreNames(wanted.Reviewers) ? $"Reviewers are at most {MostNames} names of users."
        : wanted.File is { } file && !IsPath(file) ? $"'{file}' is no file in a project: write it from the top, as {Duty.UsualFile}."
        : null;

    static bool AreNames(IReadOnlyList<string>? names) => names is null || (names.Count <= MostNames && names.All(name => name is { Length: > 0 and <= LongestName } && !name.Any(c => c is <= ' ' or '\x7f')));

    static bool IsPath(string path) => path.Length is > 0 and <= LongestName && !path.Any(char.IsControl)
        && path.Split('/').All(part => part is not ("" or "." or "..") && !part.Equals(".git", StringComparison.OrdinalIgnoreCase));
}
