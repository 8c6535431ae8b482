namespace Slipway.DependencyUpdates.Advisories;

/// <summary>What came of asking for advisories. Closed.</summary>
public abstract record AdvisoryOutcome
{
    AdvisoryOutcome()
    {
    }

    /// <summary>One list for each question, in their order; empty: none is known.</summary>
    /// <param name="Notes">What was left out: records that can't be read.</param>
    public sealed record Known(IReadOnlyList<IReadOnlyList<Advisory>> Found, IReadOnlyList<string> Notes) : AdvisoryOutcome;

    /// <summary>Nothing is known of any: which is not the same as that there is none.</summary>
    public sealed record Failed(string Code, string Reason, string Remedy) : AdvisoryOutcome;
}
