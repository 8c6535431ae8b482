namespace Slipway.Bench;

/// <summary>How much is measured. The quick sizes show that everything runs; the claims are about the full ones.</summary>
sealed record Sizes
{
    public static Sizes Full { get; } = new();

    public static Sizes Quick { get; } = new() { Repositories = [200, 1_000, 2_000], Rounds = 3, Bulk = 500, BulkWarm = 200, BulkRounds = 1, LargeUpload = 200L << 20, WrkSeconds = 2 };

    /// <summary>Packages in a repository when one more is pushed, ascending.</summary>
    public IReadOnlyList<int> Repositories { get; private init; } = [1_000, 10_000, 50_000];

    public int Rounds { get; private init; } = 7;

    public int Bulk { get; private init; } = 10_000;

    public int BulkWarm { get; private init; } = 2_000;

    public int BulkRounds { get; private init; } = 3;

    public long LargeUpload { get; private init; } = 2L << 30;

    public int WrkSeconds { get; private init; } = 5;
}
