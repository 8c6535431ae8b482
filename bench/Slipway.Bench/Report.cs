namespace Slipway.Bench;

/// <summary>Prints tables in Markdown and keeps the claims, whether they hold or not.</summary>
sealed class Report
{
    readonly List<(string Claim, string Figure, bool Holds)> claims = [];

    /// <summary>Progress goes where the tables do not.</summary>
    public static void Say(string text) => Console.Error.WriteLine($"bench: {text}");

    public static void Table(string title, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        Console.WriteLine($"\n### {title}\n\n{Row(heads)}\n{Row([.. heads.Select(_ => "---")])}");
        foreach (var row in rows)
        {
            Console.WriteLine(Row(row));
        }
    }

    public void AtLeast(string claim, double figure, double least) => claims.Add(($"{claim}: at least {least:0.##}", $"{figure:0.00}", figure >= least));

    public void AtMost(string claim, double figure, double most) => claims.Add(($"{claim}: at most {most:0.##}", $"{figure:0.00}", figure <= most));

    /// <summary>What was not measured does not hold.</summary>
    public void Failed(string measure) => claims.Add(($"{measure} can be measured", "-", false));

    /// <returns>The exit code.</returns>
    public int Conclude()
    {
        Table("Claims", ["claim", "measured", "holds"], claims.Select(claim => (string[])[claim.Claim, claim.Figure, claim.Holds ? "yes" : "**no**"]));
        return claims.TrueForAll(claim => claim.Holds) ? 0 : 1;
    }

    static string Row(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |";
}
