using System.Text.Json;
using Slipway.DependencyUpdates.Datasources.Documents;

namespace Slipway.DependencyUpdates.Advisories;

/// <summary>A record in OSV's format, 1.x: whom it affects.</summary>
static class OsvRecord
{
    const int MaxAffected = 5000, MaxEvents = 5000;

    /// <summary>Null: it is not about the version, or was withdrawn.</summary>
    public static Advisory? Match(JsonElement record, AdvisoryQuestion question)
    {
        if (record.Text("id") is not { } id || record.Field("withdrawn") is not null) return null;
        var affected = record.Items("affected").Take(MaxAffected).Where(item => OsvAffected.IsAbout(item, question)).ToList();
        if (!affected.Exists(item => OsvAffected.Has(item, question))) return null;
        var fixes = affected.SelectMany(item => item.Items("ranges")).SelectMany(range => range.Items("events").Take(MaxEvents)).Select(change => change.Text("fixed")).OfType<string>().Distinct();
        return new(id, [.. record.Items("aliases").Select(Name).OfType<string>().OrderByDescending(alias => alias.StartsWith("CVE-", StringComparison.Ordinal))], Summary(record), Severity(record), [.. fixes]);
    }

    static string? Name(JsonElement alias) => alias.ValueKind == JsonValueKind.String ? alias.GetString() : null;

    static string Summary(JsonElement record)
    {
        var text = record.Text("summary") ?? record.Text("details")?.Split('\n')[0] ?? "";
        return text.Length > 300 ? text[..300] : text;
    }

    static string? Severity(JsonElement record) =>
        record.Items("severity").Select(item => item.Text("score")).FirstOrDefault(score => score is not null) ?? record.Field("database_specific")?.Text("severity");
}
