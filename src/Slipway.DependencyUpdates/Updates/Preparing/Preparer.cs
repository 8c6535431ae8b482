using System.Text;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Updates.Planning;
using Slipway.DependencyUpdates.Updates.Text;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Updates.Preparing;

/// <summary>Makes a planned update: verifies the checksums, tries the patches, edits the files, writes the text. All of its steps, or none.</summary>
/// <param name="lookups">For the licence of the current version.</param>
public sealed class Preparer(Survey survey, IReadOnlyDictionary<DatasourceQuery, LookupOutcome> lookups, FetchArchive fetch)
{
    public async Task<PreparedUpdate> PrepareAsync(PlannedUpdate plan, CancellationToken ct)
    {
        var edits = new List<Edit>();
        var facts = new List<StepFacts>();
        try
        {
            foreach (var step in plan.Steps) facts.Add(await StepAsync(step, edits, ct));
            var files = edits.Distinct().GroupBy(edit => edit.Place.File, StringComparer.Ordinal).Select(Edited).ToList();
            return new PreparedUpdate.Ready(plan, files, RequestTitle.Of(plan), RequestText.Of(plan, facts, survey.Settings.Source), CommitText.Of(plan), facts);
        }
        catch (RefusedUpdateException refused)
        {
            return new PreparedUpdate.Refused(plan, refused.Code, refused.Message, refused.Remedy);
        }
        catch (InvalidOperationException overlapping)
        {
            return new PreparedUpdate.Refused(plan, "deps.edits-meet", overlapping.Message, "Two updates change the same characters: give one of them a rule of its own.");
        }
    }

    async Task<StepFacts> StepAsync(PlannedStep step, List<Edit> edits, CancellationToken ct)
    {
        var verified = new List<string>();
        var patches = new List<PatchResult>();
        foreach (var occurrence in step.Occurrences)
        {
            var (component, upgrade) = occurrence;
            var digests = await Digests.FindAsync(component, upgrade, fetch, ct);
            try
            {
                edits.AddRange(StepEdits.Of(component, upgrade, digests.Values));
                verified.AddRange(digests.Verified);
                if (occurrence.Lock is { } follows)
                {
                    var made = await follows.Make(fetch, ct);
                    edits.AddRange(made.Edits);
                    verified.AddRange(made.Verified);
                }

                var name = component.Archive?.For(upgrade.Value) ?? upgrade.Release.Download?.AbsolutePath ?? "";
                patches.AddRange(await PatchTrial.RunAsync(component, upgrade.Value, survey.Files, digests.Archive, name, ct));
            }
            finally
            {
                if (digests.Archive is { } file) File.Delete(file);
            }
        }

        return new(step, [.. verified.Distinct(StringComparer.Ordinal)], Licence(step.Component, step.Upgrade), patches, Dependents(step.Component));
    }

    ChangedFile Edited(IGrouping<string, Edit> edits)
    {
        var file = survey.Files.Open(edits.Key)!;
        return new(edits.Key, file.Bytes(file.Text), file.Bytes(Edit.Apply(file.Text, edits)));
    }

    string? Licence(Component component, Upgrade upgrade)
    {
        if (upgrade.Release.License is not { } now) return null;
        var before = component.License ?? (component.Query is { } query && lookups.GetValueOrDefault(query) is LookupOutcome.Found found ? found.Releases.FirstOrDefault(release => release.Version == component.Current)?.License : null);
        return before is null || Same(before, now) ? null : $"{before} → {now}";
    }

    static bool Same(string one, string other) => Plain(one) == Plain(other);

    static string Plain(string licence) => new([.. licence.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);

    IReadOnlyList<string> Dependents(Component component)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([component.Name]);
        while (open.TryDequeue(out var name))
        {
            foreach (var other in survey.Components.Where(other => other.Manager == component.Manager && other.DependsOn.Contains(name) && other.Name != component.Name && found.Add(other.Name))) open.Enqueue(other.Name);
        }

        return [.. found];
    }
}
