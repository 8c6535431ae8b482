namespace Slipway.Platform.Machines;

/// <summary>How many jobs a machine of a kind can have at once.</summary>
public enum JobSharing
{
    /// <summary>As many as the pool says: the runner's sandbox, or the engine, parts them.</summary>
    Many,

    /// <summary>The machine is the sandbox of its jobs: with the executor <c>shell</c> it has one at a time.</summary>
    OneInShell,

    /// <summary>One at a time, whatever runs it.</summary>
    One,
}
