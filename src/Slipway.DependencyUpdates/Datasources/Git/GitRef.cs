namespace Slipway.DependencyUpdates.Datasources.Git;

/// <summary>A line of <c>git ls-remote</c>.</summary>
/// <param name="Id">40 or 64 hexadecimal digits.</param>
/// <param name="Name"><c>refs/tags/v1.0</c>; with <c>^{}</c> at its end where the id is what an annotated tag is of.</param>
sealed record GitRef(string Id, string Name)
{
    /// <summary>Null: not such a line.</summary>
    public static GitRef? Parse(string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        return tab is 40 or 64 && line.AsSpan(0, tab).IndexOfAnyExcept("0123456789abcdef") < 0 && !line.AsSpan(tab + 1).ContainsAnyInRange('\0', '\x20') ? new(line[..tab], line[(tab + 1)..]) : null;
    }
}
