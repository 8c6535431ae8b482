using System.Globalization;
using System.Text;
using Slipway.DependencyUpdates.Updates.Planning;
using Slipway.DependencyUpdates.Updates.Preparing;

namespace Slipway.DependencyUpdates.Updates.Text;

/// <summary>The text of a request, in Markdown: what changes, what changed upstream, how it was verified, what it touches, how to hold it.</summary>
static class RequestText
{
    const int ChangelogLines = 40, MostBetween = 20;

    /// <param name="source">The configuration's file; null: the project has none yet.</param>
    public static string Of(PlannedUpdate plan, IReadOnlyList<StepFacts> facts, string? source)
    {
        var text = new StringBuilder();
        text.Append("| component | from | to | step | where |\n|---|---|---|---|---|\n");
        foreach (var step in plan.Steps)
        {
            foreach (var (component, upgrade) in step.Occurrences)
                text.Append(CultureInfo.InvariantCulture, $"| {Inline.Prose(component.Name)} | {Inline.Code(component.Current)} | {Inline.Code(upgrade.Value)} | {upgrade.Level.ToString().ToLowerInvariant()} | {Inline.Code($"{component.At.File}:{component.Line}")} |\n");
        }

        foreach (var one in facts) Step(text, one, plan.Steps.Count > 1);
        Hold(text, plan, source ?? "slipway-deps.yml");
        return text.ToString();
    }

    static void Step(StringBuilder text, StepFacts facts, bool several)
    {
        var (component, upgrade) = (facts.Step.Component, facts.Step.Upgrade);
        if (several) text.Append(CultureInfo.InvariantCulture, $"\n## {Inline.Prose(component.Name)}\n");
        if (facts.Licence is { } licence) text.Append(CultureInfo.InvariantCulture, $"\n**The licence changes: {Inline.Prose(licence)}.** Look at it before you merge.\n");
        if (facts.Patches.Any(patch => patch.Applies == false))
        {
            text.Append("\n**Patches no longer apply:**\n\n");
            foreach (var patch in facts.Patches.Where(patch => patch.Applies == false)) text.Append(CultureInfo.InvariantCulture, $"- {Inline.Code(patch.Path)}: {Inline.Prose(patch.Says)}\n");
        }

        text.Append("\n### Upstream\n\n");
        text.Append(CultureInfo.InvariantCulture, $"- release {Inline.Code(upgrade.Release.Version)}{(upgrade.Release.Date is { } date ? $" of {date.ToUniversalTime():yyyy-MM-dd}" : "")}\n");
        if (facts.Step.Occurrences[0].Between is { Count: > 0 } between)
            text.Append(CultureInfo.InvariantCulture, $"- with what is in {string.Join(", ", between.Take(MostBetween).Select(one => Inline.Code(one.Release.Version)))}{(between.Count > MostBetween ? $" and {between.Count - MostBetween} more" : "")}\n");
        if (CompareLink.Of(component, upgrade) is { } link) text.Append(CultureInfo.InvariantCulture, $"- {link}\n");
        if (upgrade.Release.ChangelogUrl is { Scheme: "http" or "https" } notes) text.Append(CultureInfo.InvariantCulture, $"- notes: {notes.AbsoluteUri}\n");
        if (upgrade.Release.Changelog is { Length: > 0 } changelog) text.Append('\n').Append(Inline.Block(changelog, ChangelogLines)).Append('\n');
        text.Append("\n### Verified\n\n");
        foreach (var line in facts.Verified) text.Append(CultureInfo.InvariantCulture, $"- {Inline.Prose(line)}\n");
        foreach (var patch in facts.Patches.Where(patch => patch.Applies != false)) text.Append(CultureInfo.InvariantCulture, $"- {Inline.Code(patch.Path)} {(patch.Applies == true ? "applies." : Inline.Prose(patch.Says))}\n");
        if (facts.Dependents.Count > 0) text.Append(CultureInfo.InvariantCulture, $"\n### What depends on it\n\n{string.Join(", ", facts.Dependents.Select(Inline.Prose))}\n");
        foreach (var note in component.Notes) text.Append(CultureInfo.InvariantCulture, $"\n{Inline.Prose(note)}\n");
    }

    static void Hold(StringBuilder text, PlannedUpdate plan, string source)
    {
        var (component, upgrade) = (plan.Steps[0].Component, plan.Steps[0].Upgrade);
        text.Append(CultureInfo.InvariantCulture, $"\n### To hold it\n\nClose this request, and it is not opened again for this version. To say why, or to hold it for good, write in {Inline.Code(source)}:\n\n");
        text.Append(CultureInfo.InvariantCulture, $"```yaml\nheld:\n  - name: \"{Yaml(component.Name)}\"\n    versions: [\"{Yaml(upgrade.Value)}\"]\n    reason: \"...\"\n```\n\nWhat is merged and then reverted is held by itself.\n");
    }

    static string Yaml(string text) => Inline.Line(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("```", "'''", StringComparison.Ordinal);
}
