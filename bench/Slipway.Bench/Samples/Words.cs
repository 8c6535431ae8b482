namespace Slipway.Bench.Samples;

/// <summary>Words that package names and texts are drawn from, the same for the same number.</summary>
static class Words
{
    static readonly string[] All =
        ("archive build cache daemon engine filter gateway helper index journal kernel ledger mirror node object parser queue runner socket "
        + "table union vector worker yield zone stream packet signer broker shard replica").Split(' ');

    public static string Word(this Random random) => All[random.Next(All.Length)];

    public static string Line(this Random random) => string.Join(' ', Enumerable.Range(0, 10).Select(_ => random.Word()));

    /// <summary>Text that hardly compresses.</summary>
    public static string Noise(this Random random, int bytes)
    {
        var noise = new byte[bytes / 4 * 3];
        random.NextBytes(noise);
        return Convert.ToBase64String(noise);
    }
}
