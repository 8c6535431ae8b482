namespace Slipway.Proposals.Forges;

/// <summary>A merge request or pull request.</summary>
/// <param name="Number">As people see it: !12, #12.</param>
/// <param name="Url">Its page.</param>
public sealed record ForgeRequest(long Number, string Url, ForgeState State, string Branch, string Target, string Title, string Body, IReadOnlyList<string> Labels);

public enum ForgeState
{
    Open,
    Merged,
    Closed,
}

/// <param name="Warnings">What did not go: the request is open all the same.</param>
public sealed record ForgeOpening(ForgeRequest Request, IReadOnlyList<string> Warnings);
