namespace Slipway.Proposals.Git;

/// <summary>What a change makes of a file as the target has it now, which may be another one than the change was made from.</summary>
static class RebasedFile
{
    /// <returns>The file's bytes; null: it goes.</returns>
    /// <exception cref="ProposalException">The target has changed the same lines, or the whole file is gone.</exception>
    public static async Task<ReadOnlyMemory<byte>?> OfAsync(ProposalRepository repository, FileChange change, string parent, CancellationToken ct)
    {
        if (change.Before is not { } before)
        {
            return change.Content;
        }

        var now = await repository.ReadAsync(parent, change.Path, ct);
        if (Same(now, before) || Same(now, change.Content))
        {
            return change.Content;
        }

        return now is not null && change.Content is { } after && await MergeAsync(repository, now, before, after, ct) is { } merged
            ? merged
            : throw new ProposalException("proposal.target-moved", $"'{change.Path}' was changed in the same place by others in the meantime: nothing was proposed. Run it once more.");
    }

    static bool Same(byte[]? one, ReadOnlyMemory<byte>? other) => one is null ? other is null : other is { } bytes && bytes.Span.SequenceEqual(one);

    /// <summary>git-merge-file(1); null: a conflict, or no text.</summary>
    static async Task<byte[]?> MergeAsync(ProposalRepository repository, byte[] ours, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> theirs, CancellationToken ct)
    {
        var files = new List<string>();
        foreach (var (name, bytes) in new (string, ReadOnlyMemory<byte>)[] { ("merge.ours", ours), ("merge.before", before), ("merge.theirs", theirs) })
        {
            files.Add(Path.Combine(repository.Folder, name));
            await File.WriteAllBytesAsync(files[^1], bytes, ct);
        }

        return await repository.TryAsync(["merge-file", "--stdout", "--quiet", .. files], ct) is { ExitCode: 0 } merged ? merged.Output : null;
    }
}
