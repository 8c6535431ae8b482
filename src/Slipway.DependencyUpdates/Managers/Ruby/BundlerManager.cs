using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Locks;

namespace Slipway.DependencyUpdates.Managers.Ruby;

/// <summary>Gems of a Gemfile, and of its lock, which says what is used today.</summary>
sealed class BundlerManager : IManager
{
    const string Remedy = "Run: bundle update --conservative ";

    public string Name => "bundler";

    public void Read(ProjectFiles files, Findings findings)
    {
        findings.Each(files.Named(path => Base(path) is "Gemfile" or "gems.rb"), file =>
        {
            var (gems, source) = GemfileReader.Read(file);
            var locked = files.Open(file.Path == "gems.rb" || file.Path.EndsWith("/gems.rb", StringComparison.Ordinal) ? file.Path[..^"rb".Length] + "locked" : file.Path + ".lock") is { } found ? (File: found, Lock: GemfileLock.Read(found)) : default;
            foreach (var gem in gems) Tell(file, gem, source, locked.File, locked.Lock, findings);
        });
        // A lock alone, as a deployed application has it.
        findings.Each(files.Named(path => Base(path) == "Gemfile.lock" && files.Open(path[..^".lock".Length]) is null), file =>
        {
            var read = GemfileLock.Read(file);
            foreach (var gem in read.Gems.Where(gem => read.Direct.Contains(gem.Name))) findings.Add(file, Of(gem) with { Lock = Lock(file, gem.Name) });
        });
    }

    void Tell(SourceFile file, GemLine gem, string? source, SourceFile? lockFile, GemfileLock? locked, Findings findings)
    {
        if (gem.Elsewhere)
        {
            findings.Add(file, new Component(Name, gem.Name, file.Place(gem.Start, gem.Name.Length)) { Current = "", Places = [], Unwatched = "It comes from git or a folder, not from a gem server." });
            return;
        }

        if (locked?.Gems.Find(one => one.Name == gem.Name && one.Section == "GEM") is { } pinned)
        {
            // A Gemfile that pins the version changes with its lock.
            var pins = gem is { Requirement: { } exact, Operator: "" or "=" } && exact.Text == pinned.Version.Text;
            findings.Add(lockFile!, Of(pinned) with { Places = pins ? [pinned.Version, gem.Requirement!.Value] : [pinned.Version], Lock = Lock(lockFile!, gem.Name) });
            return;
        }

        if (gem.Requirement is not { } place || gem.Operator is not ("" or "=" or "~>"))
        {
            var reason = gem.Requirement is null ? "The Gemfile names no single version of it." : $"The Gemfile takes any version {gem.Operator} {gem.Requirement.Value.Text}.";
            findings.Add(file, new Component(Name, gem.Name, file.Place(gem.Start, gem.Name.Length)) { Current = "", Places = [], Unwatched = reason });
            return;
        }

        findings.Add(file, new Component(Name, gem.Name, place) { Query = new(DatasourceNames.RubyGems, gem.Name, source) });
    }

    static LockReference Lock(SourceFile file, string gem) => new("gemfile-lock", file.Path, Remedy + gem);

    Component Of(LockedGem gem) => new(Name, gem.Name, gem.Version)
    {
        Query = gem.Section == "GEM" ? new(DatasourceNames.RubyGems, gem.Name, gem.Remote) : null,
        Unwatched = gem.Section == "GEM" ? null : "It comes from git or a folder, not from a gem server.",
        DependsOn = gem.Needs,
    };

    static string Base(string path) => path[(path.LastIndexOf('/') + 1)..];
}
