namespace Slipway.Formats.Rpm;

/// <summary>One dependency as the header has it; the parts of its version are cut from <paramref name="Evr"/> when asked for.</summary>
/// <param name="Name">A capability, an absolute path, or a rich dependency in parentheses.</param>
/// <param name="Sense">The comparison, and what the dependency is needed for.</param>
/// <param name="Evr"><c>[epoch:]version[-release]</c>, or empty.</param>
public readonly record struct RpmDependency(string Name, RpmSense Sense, string Evr)
{
    const RpmSense Before = RpmSense.Prerequisite | RpmSense.ScriptPre | RpmSense.ScriptPost | RpmSense.PreTransaction | RpmSense.PostTransaction;

    /// <summary>"0" where a version has none; null without a version, and for an epoch that is no number.</summary>
    public string? Epoch => RpmEvr.Split(Evr).Epoch;

    /// <summary>Null where there is none.</summary>
    public string? Version => RpmEvr.Split(Evr).Version;

    /// <summary>Null where there is none: any release of the version.</summary>
    public string? Release => RpmEvr.Split(Evr).Release;

    /// <summary>Whether it must be there before the package is installed (createrepo_c: <c>pre="1"</c>).</summary>
    public bool Pre => (Sense & Before) != RpmSense.None;

    /// <summary>LT, GT, EQ, LE, GE; null for any version.</summary>
    public string? Comparison => (Sense & (RpmSense)0xf) switch
    {
        RpmSense.Less => "LT",
        RpmSense.Greater => "GT",
        RpmSense.Equal => "EQ",
        RpmSense.Less | RpmSense.Equal => "LE",
        RpmSense.Greater | RpmSense.Equal => "GE",
        _ => null,
    };
}
