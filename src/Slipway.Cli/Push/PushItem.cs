namespace Slipway.Cli.Push;

/// <summary>One package to push, and the files that a source package takes along.</summary>
sealed record PushItem(string File, IReadOnlyList<string> Sources, long Size);
