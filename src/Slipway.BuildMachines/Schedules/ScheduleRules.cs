using Slipway.BuildMachines.Variables;
using Slipway.Contracts.BuildMachines;
using Slipway.Platform.Schedules;

namespace Slipway.BuildMachines.Schedules;

/// <summary>What a schedule may be.</summary>
static class ScheduleRules
{
    const int MostVariables = 200;

    /// <summary>Why it can't be, or null.</summary>
    public static string? Wrong(SetSchedule body) =>
        body.Description is not { Length: > 0 and <= 200 } || body.Description.Any(char.IsControl) ? "A schedule needs a description of 1 to 200 characters."
        : body.Ref is not { Length: > 0 and <= 250 } ? "Name the branch or tag that it runs for."
        : !CronTime.TryParse(body.Cron, out _) ? $"'{body.Cron}' is no time: write five fields, as '30 1 * * *' for half past one every night."
        : !TimeZoneInfo.TryFindSystemTimeZoneById(body.TimeZone ?? "UTC", out _) ? $"'{body.TimeZone}' is no time zone: write one as Europe/Berlin."
        : (body.Variables ?? new Dictionary<string, string>()) is var given && (given.Count > MostVariables || given.Any(pair => !VariableKey.IsValid(pair.Key)))
            ? "A variable's name is letters, digits and underscores."
        : null;
}
