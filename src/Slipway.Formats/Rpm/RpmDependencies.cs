namespace Slipway.Formats.Rpm;

/// <summary>Reads the dependency lists: three arrays each, of one length.</summary>
internal static class RpmDependencies
{
    public static List<RpmDependency> Read(RpmHeader header, RpmTag name, RpmTag flags, RpmTag version)
    {
        var names = header.Texts((uint)name);
        var senses = header.Numbers((uint)flags, RpmType.Int32);
        var versions = header.Texts((uint)version);
        if (names.Count != senses.Count || names.Count != versions.Count)
        {
            throw RpmFault.BadDependency(
                $"Tags {(uint)name}, {(uint)flags} and {(uint)version} have {names.Count}, {senses.Count} and {versions.Count} elements.");
        }

        var dependencies = new List<RpmDependency>(names.Count);
        for (var i = 0; i < names.Count; i++)
        {
            dependencies.Add(new RpmDependency(Text(names.Next()), (RpmSense)senses[i], Text(versions.Next())));
        }

        return dependencies;
    }

    /// <summary>Mandriva's and old SUSE's weak dependencies count as today's (createrepo_c: ENABLE_LEGACY_WEAKDEPS).</summary>
    public static void AddOld(RpmHeader header, List<RpmDependency> strong, List<RpmDependency> weak, RpmTag name, RpmTag flags, RpmTag version)
    {
        foreach (var old in Read(header, name, flags, version))
        {
            (old.Sense.HasFlag(RpmSense.Strong) ? strong : weak).Add(old);
        }
    }

    static string Text(ReadOnlySpan<byte> bytes) => bytes.ContainsAnyInRange<byte>(0, 0x1f)
        ? throw RpmFault.BadDependency("A dependency has a control character in it.")
        : RpmText.Decode(bytes);
}
