using Slipway.DependencyUpdates.Configuration;

namespace Slipway.DependencyUpdates.Updates.Planning;

/// <summary>Which planned updates are carried out now. What is open already is always kept true; new ones wait for the schedule and for room.</summary>
public static class OpenLimit
{
    /// <param name="open">Branches of requests that are open, of the whole project.</param>
    /// <returns>Those to carry out, and those that wait, with the reason.</returns>
    public static (IReadOnlyList<PlannedUpdate> Now, IReadOnlyList<(PlannedUpdate Update, string Reason)> Later) Apply(DependencySettings settings, IReadOnlyList<PlannedUpdate> planned, IReadOnlySet<string> open, DateTimeOffset now)
    {
        var go = planned.Where(update => open.Contains(update.Branch)).ToList();
        var later = new List<(PlannedUpdate, string)>();
        var room = settings.OpenLimit - open.Count;
        foreach (var update in planned.Where(update => !open.Contains(update.Branch)))
        {
            var closed = update.Steps.Select(step => step.Terms.Schedule).FirstOrDefault(schedule => schedule?.IsOpen(now) == false);
            if (closed is not null) later.Add((update, $"It is opened {closed}."));
            else if (room-- <= 0) later.Add((update, $"{settings.OpenLimit} requests are open: the limit of open-limit."));
            else go.Add(update);
        }

        return (go, later);
    }
}
