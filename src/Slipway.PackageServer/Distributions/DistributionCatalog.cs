namespace Slipway.PackageServer.Distributions;

/// <summary>Every distribution that packages can be pushed for, from distributions.txt.</summary>
static class DistributionCatalog
{
    static readonly Dictionary<string, KnownDistribution> ByName = Read().ToDictionary(known => known.Name, StringComparer.Ordinal);
    static readonly Dictionary<int, KnownDistribution> ById = ByName.Values.ToDictionary(known => known.Id);

    static readonly Dictionary<(string Os, string Number), KnownDistribution> ByNumber =
        ByName.Values.Where(known => known.Number is not null).ToDictionary(known => (known.Os, known.Number!));

    public static IReadOnlyCollection<KnownDistribution> All => ByName.Values;

    public static KnownDistribution? Find(int id) => ById.GetValueOrDefault(id);

    public static KnownDistribution? Find(string name) => name.Split('/') is [var os, var version] ? Find(os, version) : null;

    /// <summary>
    /// As clients say it: <c>Ubuntu</c> and <c>noble</c>, <c>debian</c> and <c>12</c>, <c>rocky</c> and <c>9.4</c>.
    /// </summary>
    public static KnownDistribution? Find(string os, string version)
    {
        var canonical = OperatingSystem.Canonical(os);
        var wanted = version.Trim().ToLowerInvariant();
        return ByName.GetValueOrDefault($"{canonical}/{wanted}")
            ?? ByNumber.GetValueOrDefault((canonical, wanted))
            ?? (wanted.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
                ? ByName.GetValueOrDefault($"{canonical}/{wanted[..dot]}") ?? ByNumber.GetValueOrDefault((canonical, wanted[..dot]))
                : null);
    }

    static IEnumerable<KnownDistribution> Read()
    {
        using var stream = typeof(DistributionCatalog).Assembly.GetManifestResourceStream("distributions.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            var fields = line.Split('\t');
            var name = fields[1].Split('/');
            yield return new KnownDistribution(
                int.Parse(fields[0]), name[0], name[1], fields[2] == "-" ? null : fields[2], OperatingSystem.FormatOf(name[0]));
        }
    }
}
