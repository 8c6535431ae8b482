namespace Slipway.DevInstance.Pushes;

/// <summary>One ref's change.</summary>
/// <param name="Ref">Whole: <c>refs/heads/main</c>.</param>
/// <param name="Before">The object that it named, or null where it is new.</param>
/// <param name="After">The object that it is to name, or null where it goes away.</param>
sealed record RefUpdate(string Ref, string? Before, string? After)
{
    public bool IsBranch => Ref.StartsWith("refs/heads/", StringComparison.Ordinal);

    public bool IsTag => Ref.StartsWith("refs/tags/", StringComparison.Ordinal);

    /// <summary>Without <c>refs/heads/</c> or <c>refs/tags/</c>.</summary>
    public string Name => Git.RefName.Short(Ref);

    /// <summary>A line that git gives its hooks: <c>OLD NEW REF</c>; null where it is none.</summary>
    public static RefUpdate? Parse(string line) =>
        line.Split(' ', 3) is [var before, var after, var name] && Git.RefName.IsObject(before) && Git.RefName.IsObject(after)
            ? new RefUpdate(name, NullIfZero(before), NullIfZero(after))
            : null;

    static string? NullIfZero(string id) => id.All(c => c == '0') ? null : id;
}
