using System.Globalization;
using System.Text;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.MergeRequests.Changes;

/// <summary>
/// What a merge request changes, with renames, bounded: so many files are listed, and the lines of so many bytes of them are read. What is
/// larger is listed without its lines.
/// </summary>
sealed class ChangesReader(GitProgram git, RepositoryFolders folders, MergeBase bases)
{
    const int MostFiles = 1000;
    const int MostShown = 200;
    const int MostCounted = 3000;
    const long LargestFile = 1 << 20;
    const long MostBytes = 8 << 20;
    const int MostListed = 64 << 20;
    const int MostPatch = 64 << 20;

    static readonly string[] Options = ["-r", "-z", "--find-renames", "-l1000", "--no-ext-diff", "--no-textconv", "--no-color", "--submodule=short", "--src-prefix=a/", "--dst-prefix=b/"];

    /// <summary>Since the two parted.</summary>
    public async Task<ChangesInfo> ReadAsync(long projectId, string target, string source, CancellationToken ct) =>
        await BetweenAsync(projectId, await bases.FindAsync(projectId, target, source, ct) ?? target, source, ct);

    /// <summary>From one commit to another.</summary>
    public async Task<ChangesInfo> BetweenAsync(long projectId, string from, string source, CancellationToken ct)
    {
        var folder = folders.Of(projectId);
        var listed = await git.TextAsync(new GitCall(folder, ["diff-tree", .. Options, "--raw", "--numstat", from, source]) { MaxOutput = MostListed }, ct);
        var records = listed.Split('\0');
        var all = RawChangeReader.Changes(records, out var used);
        var counts = RawChangeReader.Counts(records.AsSpan(used), all);
        var shown = await ShownAsync(folder, all.Zip(counts).Take(MostFiles), ct);
        var hunks = shown.Count == 0 ? [] : await HunksAsync(folder, from, source, shown, ct);
        return new ChangesInfo(
            from, source,
            [.. all.Zip(counts).Take(MostFiles).Select(pair => Info(pair.First, pair.Second, hunks.GetValueOrDefault((pair.First.OldPath, pair.First.NewPath))))],
            Math.Max(0, all.Count - MostFiles));
    }

    // The sizes first: one line can have a gigabyte.
    async Task<IReadOnlyList<RawChange>> ShownAsync(string folder, IEnumerable<(RawChange Change, LineCount Count)> files, CancellationToken ct)
    {
        var candidates = files.Where(file => file.Count.Added is { } added && added + file.Count.Deleted <= MostCounted).Select(file => file.Change).Take(MostShown).ToList();
        var asked = string.Concat(candidates.Select(change => $"{change.OldObject}\n{change.NewObject}\n"));
        var sizes = (await git.TextAsync(new GitCall(folder, "cat-file", "--batch-check=%(objectsize)") { Input = Encoding.ASCII.GetBytes(asked) }, ct)).Split('\n');
        var (shown, bytes) = (new List<RawChange>(), 0L);
        for (var i = 0; i < candidates.Count; i++)
        {
            // What is missing (no old file, a submodule's commit) has no size.
            var size = Size(sizes[2 * i]) + Size(sizes[(2 * i) + 1]);
            if (size <= LargestFile && bytes + size <= MostBytes)
            {
                bytes += size;
                shown.Add(candidates[i]);
            }
        }

        return shown;
    }

    async Task<Dictionary<(string Old, string New), IReadOnlyList<HunkInfo>?>> HunksAsync(string folder, string from, string source, IReadOnlyList<RawChange> shown, CancellationToken ct)
    {
        string[] paths = [.. shown.SelectMany(change => new[] { change.OldPath, change.NewPath }).Distinct(StringComparer.Ordinal)];
        var result = await git.RunAsync(
            new GitCall(folder, ["--literal-pathspecs", "diff-tree", .. Options, "--raw", "-p", from, source, "--", .. paths]) { MaxOutput = MostPatch }, ct);
        if (result.ExitCode != 0)
        {
            throw new GitException($"git diff-tree failed: {result.Errors}");
        }

        // The raw records, an empty one, then the patch.
        var end = result.Output.AsSpan().IndexOf("\0\0"u8);
        var hunks = new Dictionary<(string Old, string New), IReadOnlyList<HunkInfo>?>();
        if (end < 0)
        {
            return hunks;
        }

        var changes = RawChangeReader.Changes(Encoding.UTF8.GetString(result.Output.AsSpan(0, end)).Split('\0'), out _);
        var sections = PatchReader.Read(result.Output.AsSpan(end + 2));
        var at = 0;
        foreach (var change in changes)
        {
            // What changes its type is written as one file that goes and one that comes.
            var own = sections.Skip(at).Take(change.Status == 'T' ? 2 : 1).ToList();
            at += own.Count;
            hunks[(change.OldPath, change.NewPath)] = own.Any(section => section is null) ? null : [.. own.SelectMany(section => section!)];
        }

        return hunks;
    }

    static ChangedFileInfo Info(RawChange change, LineCount count, IReadOnlyList<HunkInfo>? hunks) => new(
        change.OldPath, change.NewPath, Word(change.Status), change.OldMode, change.NewMode, count.Added, count.Deleted, count.Added is null, hunks is null && count.Added is not null, hunks ?? []);

    static string Word(char status) => status switch
    {
        'A' => "added",
        'D' => "deleted",
        'R' => "renamed",
        'C' => "copied",
        'T' => "type-changed",
        _ => "modified",
    };

    static long Size(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;
}
