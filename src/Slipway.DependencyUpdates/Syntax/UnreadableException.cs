namespace Slipway.DependencyUpdates.Syntax;

/// <summary>A file that does not follow its language, or passes a bound. One file's fault is never another's.</summary>
/// <param name="start">Where, in characters; -1 where the file as a whole is meant.</param>
sealed class UnreadableException(int start, string message, string remedy) : Exception(message)
{
    public int Start { get; } = start;

    public string Remedy { get; } = remedy;
}
