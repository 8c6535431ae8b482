using Slipway.Contracts.DevInstance;
using Slipway.Contracts.Upkeep;

namespace Slipway.Upkeep.Duties;

/// <summary>Turns a duty on or off, or changes it. On, it has a bot's token; off, that is revoked.</summary>
sealed class SetDutyOperation(DutyStore duties, UpkeepBot bot, TimeProvider time) : IDisposable
{
    readonly SemaphoreSlim turn = new(1);

    /// <param name="by">A maintainer: its runs ask this user to review where nobody else is named.</param>
    public async Task<SetDutyOutcome> RunAsync(ProjectFacts project, DutyKind kind, SetUpkeep wanted, string by, CancellationToken ct)
    {
        if (DutyRules.Wrong(wanted) is { } wrong)
        {
            return new SetDutyOutcome.Refused(wrong);
        }

        await turn.WaitAsync(ct);
        try
        {
            var duty = await duties.FindAsync(project.Id, kind, ct) ?? new Duty { ProjectId = project.Id, Kind = kind, Owner = by };
            Change(duty, wanted, by);
            if (!duty.Active)
            {
                await bot.DismissAsync(duty, ct);
            }
            else if (!bot.IsHired(duty))
            {
                await bot.DismissAsync(duty, ct);
                await bot.HireAsync(duty, project, ct);
            }

            duty.NextRunAt = DutyTimes.Next(duty, time.GetUtcNow());
            return new SetDutyOutcome.Done(await duties.SaveAsync(duty, ct));
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    static void Change(Duty duty, SetUpkeep wanted, string by)
    {
        duty.Owner = wanted.Active ? by : duty.Owner;
        duty.Active = wanted.Active;
        duty.Cron = wanted.Cron ?? duty.Cron;
        duty.TimeZone = wanted.TimeZone ?? duty.TimeZone;
        duty.File = wanted.File ?? duty.File;
        duty.Branches = wanted.Branches is { } branches ? string.Join('\n', branches.Distinct(StringComparer.Ordinal)) : duty.Branches;
        duty.Reviewers = wanted.Reviewers is { } reviewers ? string.Join('\n', reviewers.Select(name => name.TrimStart('@')).Distinct(StringComparer.Ordinal)) : duty.Reviewers;
    }
}

abstract record SetDutyOutcome
{
    public sealed record Done(Duty Duty) : SetDutyOutcome;

    public sealed record Refused(string Why) : SetDutyOutcome;
}
