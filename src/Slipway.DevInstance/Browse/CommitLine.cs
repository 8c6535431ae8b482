namespace Slipway.DevInstance.Browse;

/// <summary>A commit in a list.</summary>
public sealed record CommitLine(string Commit, string Author, DateTimeOffset At, string Title)
{
    public string Short => Commit[..10];
}

/// <summary>A branch or tag, with its commit.</summary>
public sealed record RefLine(string Name, CommitLine Newest);
