using System.Text;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>The <c>retract</c> directives of a go.mod: single versions, <c>[low, high]</c>, in a line or in a block.</summary>
sealed class GoRetractions
{
    const int Max = 1000;

    readonly List<(SchemeVersion Low, SchemeVersion High)> _spans = [];

    public static GoRetractions Read(byte[] mod)
    {
        var found = new GoRetractions();
        var isBlock = false;
        foreach (var raw in Encoding.UTF8.GetString(mod).Split('\n'))
        {
            var line = raw.Split("//")[0].Trim();
            if (line.Length == 0) continue;
            if (isBlock && line == ")") isBlock = false;
            else if (isBlock) found.Add(line);
            else if (line is "retract (" or "retract(") isBlock = true;
            else if (line.StartsWith("retract ", StringComparison.Ordinal)) found.Add(line["retract ".Length..].Trim());
        }

        return found;
    }

    public bool Covers(SchemeVersion version) => _spans.Exists(span => version.OrderTo(span.Low) >= 0 && version.OrderTo(span.High) <= 0);

    void Add(string text)
    {
        var go = VersionSchemes.Find("go")!;
        var ends = text.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries);
        if (_spans.Count < Max && ends.Length is 1 or 2 && go.Parse(ends[0]) is { } low && go.Parse(ends[^1]) is { } high) _spans.Add((low, high));
    }
}
