namespace Slipway.DevInstance.Git;

/// <summary>One run of git.</summary>
/// <param name="Folder">Where it runs: the bare repository.</param>
sealed record GitCall(string Folder, params IReadOnlyList<string> Arguments)
{
    /// <summary>Beyond the few that every run gets; nothing of the server's own environment reaches git.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What <see cref="GitProgram.RunAsync"/> writes to its standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Null: <see cref="GitOptions.QuerySeconds"/>.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The most that <see cref="GitProgram.RunAsync"/> takes of its output, in bytes.</summary>
    public int MaxOutput { get; init; } = 16 << 20;
}
