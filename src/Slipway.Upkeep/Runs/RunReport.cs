using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Contracts.Upkeep;

namespace Slipway.Upkeep.Runs;

/// <summary>What a run found and proposed, bounded.</summary>
sealed record RunReport(IReadOnlyList<UpkeepRequest> Requests, IReadOnlyList<UpkeepFinding> Findings)
{
    const int MostFindings = 1000;
    const int MostRequests = 200;
    const int MostLines = 40;
    const int LongestLine = 600;

    public static RunReport Empty { get; } = new([], []);

    /// <summary>The worst of it, in a word.</summary>
    public string Outcome =>
        Findings.Any(one => one.State is "alarm" or "unproven" or "failed") || Requests.Any(one => one.Outcome is "refused" or "failed" or "taken-over") ? "attention"
        : Requests.Any(one => one.Outcome is "opened" or "updated" or "unchanged" or "closed") ? "proposed"
        : "nothing";

    public string Write() => JsonSerializer.Serialize(
        new RunReport(
            [.. Requests.Take(MostRequests).Select(one => one with { Title = Cut(one.Title), Says = Cut(one.Says) })],
            [.. Findings.Take(MostFindings).Select(one => one with { Lines = [.. one.Lines.Take(MostLines).Select(Cut)] })]),
        RunReportJson.Default.RunReport);

    public static RunReport Read(string? text) => text is null ? Empty : JsonSerializer.Deserialize(text, RunReportJson.Default.RunReport) ?? Empty;

    static string Cut(string text) => text.Length > LongestLine ? text[..LongestLine] + "…" : text;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunReport))]
sealed partial class RunReportJson : JsonSerializerContext;
