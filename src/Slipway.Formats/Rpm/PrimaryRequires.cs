namespace Slipway.Formats.Rpm;

/// <summary>Which requirements the primary index lists, and in which order (createrepo_c: parsehdr.c).</summary>
internal static class PrimaryRequires
{
    const string LibC = "libc.so.6";

    /// <summary>The requirements, and those that may be missing: these count as recommendations.</summary>
    public static (List<RpmDependency> Required, List<RpmDependency> Wished) Select(RpmPackage package)
    {
        var own = OwnFiles(package);
        var provided = package.Provides.Select(Key).ToHashSet();
        var last = new Dictionary<string, RpmDependency>();
        List<RpmDependency> required = new(package.Requires.Count), wished = [];
        RpmDependency? libc = null;
        foreach (var require in package.Requires.Where(require => IsListed(require) && !own.Contains(require.Name) && !provided.Contains(Key(require))))
        {
            if (last.TryGetValue(require.Name, out var earlier) && Key(earlier) == Key(require) && earlier.Pre == require.Pre)
            {
                continue;
            }

            if (require.Sense.HasFlag(RpmSense.MissingOk))
            {
                wished.Add(require);
            }
            else if (require.Name.StartsWith(LibC, StringComparison.Ordinal))
            {
                libc = libc is { } highest && !LibCSymbols.IsLower(highest.Name, require.Name) ? highest : require;
            }
            else
            {
                required.Add(require);
                last[require.Name] = require;
            }
        }

        return (libc is { } kept ? [.. required, kept] : required, wished);
    }

    static bool IsListed(RpmDependency require) =>
        !require.Name.StartsWith("rpmlib(", StringComparison.Ordinal) && (require.Evr.Length == 0 || require.Epoch is not null);

    static (string Name, string? Comparison, string Evr) Key(RpmDependency dependency) =>
        (dependency.Name, dependency.Comparison, dependency.Evr);

    // Only asked for where a requirement could be one of them.
    static HashSet<string> OwnFiles(RpmPackage package) =>
        package.Requires.Any(require => require.Name.StartsWith('/') && RpmFileList.IsPrimary(require.Name))
            ? [.. Enumerable.Range(0, package.Files.Count).Where(package.Files.IsPrimary).Select(i => package.Files[i].Path)]
            : [];
}
