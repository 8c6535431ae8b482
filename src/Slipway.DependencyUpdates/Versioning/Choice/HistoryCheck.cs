namespace Slipway.DependencyUpdates.Versioning.Choice;

/// <summary>
/// Holds a scheme against the component's own history: within one line (the same first two numbers) a later version was published later. An
/// order that the dates contradict is not followed. Between lines nothing is asked, since old lines live on beside new ones.
/// </summary>
static class HistoryCheck
{
    const int MaxOfLine = 200, MinPairs = 3;

    // One pair in five may be the other way round: re-tags, dates of imports.
    const double Enough = 0.8;

    static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    /// <summary>Null: nothing contradicts. Else the sentence that says what does.</summary>
    public static string? Contradiction(IEnumerable<Candidate> candidates, IVersionScheme scheme)
    {
        var lines = candidates.Where(candidate => candidate.Release.Date is not null).GroupBy(Line);
        foreach (var line in lines)
        {
            if (OfLine([.. line.Take(MaxOfLine)]) is { } example)
                return $"{scheme.Name} puts {example.Later.Release.Version} after {example.Earlier.Release.Version}, but it was published on {example.Later.Release.Date:yyyy-MM-dd}, before {example.Earlier.Release.Date:yyyy-MM-dd}; so it is with more than one in five of the line's versions.";
        }

        return null;
    }

    static (Candidate Earlier, Candidate Later)? OfLine(Candidate[] line)
    {
        var (pairs, wrong) = (0, 0);
        (Candidate Earlier, Candidate Later)? example = null;
        for (var i = 0; i < line.Length; i++)
        {
            for (var j = i + 1; j < line.Length; j++)
            {
                var order = line[i].Version.OrderTo(line[j].Version);
                var apart = line[i].Release.Date!.Value - line[j].Release.Date!.Value;
                if (order == 0 || apart.Duration() < Slack) continue;
                pairs++;
                if (order > 0 == apart > TimeSpan.Zero) continue;
                wrong++;
                example ??= order > 0 ? (line[j], line[i]) : (line[i], line[j]);
            }
        }

        return pairs >= MinPairs && wrong > pairs * (1 - Enough) ? example : null;
    }

    static (DigitRun, DigitRun) Line(Candidate candidate) => (Number(candidate, 0), Number(candidate, 1));

    static DigitRun Number(Candidate candidate, int place) => candidate.Version.Numbers.Count > place ? candidate.Version.Numbers[place] : default;
}
