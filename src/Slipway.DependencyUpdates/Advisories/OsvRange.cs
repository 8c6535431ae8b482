using System.Text.Json;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Advisories;

/// <summary>A range of a record: events by which versions become affected and end to be (osv-schema, evaluation).</summary>
static class OsvRange
{
    const int MaxEvents = 5000;

    public static bool Has(JsonElement range, SchemeVersion version, IVersionScheme scheme)
    {
        var isAffected = false;
        foreach (var (at, kind) in Sorted(range, scheme))
        {
            var order = at is null ? 1 : version.OrderTo(at);
            isAffected = kind switch
            {
                "introduced" when order >= 0 => true,
                "fixed" or "limit" when order >= 0 => false,
                "last_affected" when order > 0 => false,
                _ => isAffected,
            };
        }

        return isAffected;
    }

    /// <summary>By version; null is "0", before every one. What the scheme can't read is left out.</summary>
    static IEnumerable<(SchemeVersion? At, string Kind)> Sorted(JsonElement range, IVersionScheme scheme)
    {
        var events = new List<(SchemeVersion? At, string Kind)>();
        foreach (var change in range.Items("events").Take(MaxEvents))
        {
            foreach (var kind in new[] { "introduced", "fixed", "last_affected", "limit" })
            {
                if (change.Text(kind) is not { } text) continue;
                if (text == "0" && kind == "introduced") events.Add((null, kind));
                else if (scheme.Parse(text) is { } at) events.Add((at, kind));
            }
        }

        return events.Order(Comparer<(SchemeVersion? At, string Kind)>.Create((a, b) => a.At is null ? (b.At is null ? 0 : -1) : a.At.OrderTo(b.At)));
    }
}
