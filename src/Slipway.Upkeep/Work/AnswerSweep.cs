namespace Slipway.Upkeep.Work;

/// <summary>Answers that are kept for conditional requests: the oldest go where they take too much room.</summary>
static class AnswerSweep
{
    public static void Keep(string folder, long most)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var total = 0L;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc))
        {
            total += file.Length;
            if (total > most)
            {
                file.Delete();
            }
        }
    }
}
