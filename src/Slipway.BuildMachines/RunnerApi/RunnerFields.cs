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

    /// <summary>Why these can't be, or null.</summary>
    public static string? Wrong(string? description, IReadOnlyList<string>? tags, int? timeout) =>
        description is not { Length: > 0 and <= 200 } || description.Any(char.IsControl) ? "A runner needs a description of 1 to 200 characters."
        : tags is not null && (tags.Count > 50 || tags.Any(tag => tag is not { Length: > 0 and <= 64 } || tag.Contains(',', StringComparison.Ordinal) || tag.Any(char.IsControl)))
            ? "A runner has up to 50 tags of 1 to 64 characters, without commas."
        : timeout is < 60 ? "A runner's maximum timeout is 60 seconds at the least."
        : null;
}
