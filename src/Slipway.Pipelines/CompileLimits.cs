namespace Slipway.Pipelines;

/// <summary>What a configuration may cost, whoever wrote it. Beyond a limit it is refused, and the limit is said.</summary>
public sealed record CompileLimits
{
    public static CompileLimits Default { get; } = new();

    /// <summary>Bytes of one file.</summary>
    public int FileBytes { get; init; } = 1 << 20;

    /// <summary>Files, the entry and each inclusion of a file counted.</summary>
    public int Files { get; init; } = 150;

    /// <summary>How deep a file may include a file.</summary>
    public int IncludeDepth { get; init; } = 100;

    /// <summary>How deep lists and maps may lie in each other.</summary>
    public int YamlDepth { get; init; } = 64;

    /// <summary>Nodes after aliases, <c>extends</c> and <c>!reference</c> were followed, all files together; bounds alias bombs.</summary>
    public int YamlNodes { get; init; } = 5_000_000;

    /// <summary>Jobs after <c>parallel</c> was multiplied out.</summary>
    public int Jobs { get; init; } = 2_000;

    /// <summary>Characters of one value after its variables or inputs were put in.</summary>
    public int ExpandedLength { get; init; } = 1 << 20;

    /// <summary>Comparisons of paths with the patterns of <c>changes</c>, <c>exists</c> and of globs.</summary>
    public int PathMatches { get; init; } = 5_000_000;

    /// <summary>Characters that are matched against regular expressions, all together. Each costs a bounded time, since no pattern backtracks.</summary>
    public long RegexCharacters { get; init; } = 20_000_000;

    /// <summary>Errors that are told; the compiler stops looking then.</summary>
    public int Errors { get; init; } = 100;
}
