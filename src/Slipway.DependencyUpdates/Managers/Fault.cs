namespace Slipway.DependencyUpdates.Managers;

/// <summary>Something in a file that cannot be read or is wrong.</summary>
/// <param name="Line">From 1; 0 where the file as a whole is meant.</param>
/// <param name="Code">Stable, <c>deps.unreadable</c>; docs/dependency-updates.md lists them.</param>
public sealed record Fault(string File, int Line, string Code, string Message, string Remedy)
{
    public override string ToString() => (Line == 0 ? File : $"{File}:{Line}") + $": {Message} ({Code}) {Remedy}";
}
