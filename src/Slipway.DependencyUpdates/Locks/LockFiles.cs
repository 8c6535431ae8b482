using System.Text.Json;
using System.Xml;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Locks.Cargo;
using Slipway.DependencyUpdates.Locks.Go;
using Slipway.DependencyUpdates.Locks.Npm;
using Slipway.DependencyUpdates.Locks.NuGet;
using Slipway.DependencyUpdates.Locks.Ruby;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Syntax;
using Slipway.DependencyUpdates.Updates.Checking;
using Slipway.DependencyUpdates.Versioning;
using Slipway.Formats;

namespace Slipway.DependencyUpdates.Locks;

/// <summary>Decides for each step whether its lock file can follow; what can't is left to people, with the reason and the command.</summary>
sealed class LockFiles(Lookups lookups)
{
    static readonly Dictionary<string, ILockFile> s_all = new ILockFile[] { new PackageLock(), new CargoLock(), new GemLock(), new GoSum(), new PackagesLock() }.ToDictionary(one => one.Kind, StringComparer.Ordinal);

    /// <returns>One result for each step that differs in this from others; the same where there is no lock.</returns>
    public async Task<IEnumerable<CheckResult>> ResolveAsync(ProjectFiles files, CheckResult result, CancellationToken ct)
    {
        if (result is not CheckResult.Newer { Component.Lock: { } reference, Ready.Count: > 0 } newer) return [result];
        var resolved = new List<CheckResult>();
        foreach (var upgrade in newer.Ready)
        {
            var one = newer with { Ready = [upgrade] };
            resolved.Add(await LookAsync(files, newer.Component, upgrade, reference, ct) switch
            {
                LockOutcome.Possible possible => one with { Lock = possible },
                LockOutcome.ByHand manual => one with { Component = newer.Component with { Locked = $"{reference.File} is not changed by Slipway: {manual.Reason} {reference.ByHand}" } },
                var other => throw new NotSupportedException($"{other}"),
            });
        }

        return resolved;
    }

    async Task<LockOutcome> LookAsync(ProjectFiles files, Component component, Upgrade upgrade, LockReference reference, CancellationToken ct)
    {
        if (files.Open(reference.File) is not { } file || !s_all.TryGetValue(reference.Kind, out var kind)) return new LockOutcome.ByHand("It can't be read.");
        try
        {
            return await kind.LookAsync(new(component, upgrade, file, files, lookups.Registry(component.Query!)), lookups.Client, ct);
        }
        catch (SourceException failure)
        {
            return new LockOutcome.ByHand($"What the versions need is not known: {failure.Message}");
        }
        catch (Exception unreadable) when (unreadable is UnreadableException or JsonException or XmlException or MalformedInputException)
        {
            return new LockOutcome.ByHand($"It can't be read: {unreadable.Message}");
        }
    }
}
