using System.Text.Json;
using Slipway.BuildMachines.Runners;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary>What runners say of themselves, bounded: it is shown on pages and kept.</summary>
static class RunnerFields
{
    /// <returns>Null where nothing was said, so that what is known stays.</returns>
    public static MachineFacts? Machine(RunnerInfo? info) => info?.Version is null && info?.Features is null ? null : new MachineFacts(
        Word(info.Version), Word(info.Revision), Word(info.Platform), Word(info.Architecture), Word(info.Executor),
        [.. (info.Features ?? []).Where(feature => feature.Value.ValueKind == JsonValueKind.True).Select(feature => Word(feature.Key)).Order(StringComparer.Ordinal).Take(100)]);

    public static string SystemId(string? sent) => Word(sent);

    public static string[] Tags(string? list) =>
        [.. (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Word).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(50)];

    public static string Text(string? text, int longest) => Plain(text, longest);

    static string Word(string? text) => Plain(text, 64);

    static string Plain(string? text, int longest) =>
        text is null ? "" : new string([.. text.Take(longest).Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
}
