namespace Slipway.Cli.Push;

/// <summary>Small packages go together, in one request; a large one, and one that takes sources along, goes alone.</summary>
static class Batches
{
    const long Small = 256 * 1024;
    const long MostBytes = 4 * 1024 * 1024;
    const int MostFiles = 64;

    /// <param name="parallel">How many requests there are at once: few files are spread over them.</param>
    public static List<IReadOnlyList<PushItem>> Of(IReadOnlyList<PushItem> items, int parallel)
    {
        var batches = new List<IReadOnlyList<PushItem>>();
        var most = Math.Clamp((items.Count + parallel - 1) / parallel, 1, MostFiles);
        var open = new List<PushItem>();
        foreach (var item in items)
        {
            if (item.Size > Small || item.Sources.Count > 0)
            {
                batches.Add([item]);
                continue;
            }

            if (open.Count == most || (open.Count > 0 && open.Sum(one => one.Size) + item.Size > MostBytes))
                Close();
            open.Add(item);
        }

        Close();
        return batches;

        void Close()
        {
            if (open.Count > 0)
                batches.Add([.. open]);
            open.Clear();
        }
    }
}
