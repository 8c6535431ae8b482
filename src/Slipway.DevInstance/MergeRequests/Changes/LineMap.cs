using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.MergeRequests.Changes;

/// <summary>Where the lines of one commit are in another.</summary>
/// <param name="changes">From the one to the other.</param>
sealed class LineMap(ChangesInfo changes)
{
    /// <summary>Null where the line was changed or taken away, or where that can't be said: the file is too large.</summary>
    /// <param name="line">From 1.</param>
    public (string Path, int Line)? Find(string path, int line)
    {
        var file = changes.Files.FirstOrDefault(file => file.OldPath == path && file.Status is not ("added" or "copied"));
        if (file is null)
        {
            return changes.FilesLeftOut == 0 ? (path, line) : null;
        }

        if (file.Status is "deleted" or "type-changed" || file.Binary || file.LeftOut)
        {
            return null;
        }

        var moved = 0;
        foreach (var hunk in file.Hunks)
        {
            var rows = DiffRow.Of(hunk).Where(row => row.Kind != '\\').ToList();
            var old = rows.Count(row => row.Old is not null);
            if (line < hunk.OldStart)
            {
                break;
            }

            if (line < hunk.OldStart + old)
            {
                return rows.First(row => row.Old == line).New is { } now ? (file.NewPath, now) : null;
            }

            moved += rows.Count(row => row.New is not null) - old;
        }

        return (file.NewPath, line + moved);
    }
}
