using System.Text;
using Slipway.Agent.Executors;
using Slipway.Agent.Jobs;
using Slipway.Agent.Scripts;
using Slipway.Agent.Traces;

namespace Slipway.Agent.Artifacts;

/// <summary>Finds the files that an artifact or a cache names, and says for each pattern how many there were.</summary>
sealed class Collector(JobFolders folders, JobVariables variables, IJobEnvironment environment, JobTrace trace)
{
    const int LongestListing = 64 * 1024 * 1024;

    /// <param name="what">For the trace: "artifact" or "cached".</param>
    public async Task<IReadOnlyCollection<string>> CollectAsync(string what, IEnumerable<string> paths, IEnumerable<string> exclude, bool untracked, CancellationToken ct)
    {
        var selection = new FileSelection(folders.Tree, folders.ProjectDir, exclude.Select(variables.Expand));
        foreach (var pattern in paths.Select(variables.Expand))
        {
            switch (selection.Add(pattern))
            {
                case null:
                    trace.Warning($"{pattern}: not below the work tree ({folders.ProjectDir}), so not taken");
                    break;
                case 0:
                    trace.Warning($"{pattern}: no matching files. Ensure that the path is relative to the working directory ({folders.ProjectDir})");
                    break;
                case var found:
                    trace.Line($"{pattern}: found {found} matching {what} files and directories");
                    break;
            }
        }

        if (untracked)
            await UntrackedAsync(selection, what, ct);
        return selection.Found;
    }

    async Task UntrackedAsync(FileSelection selection, string what, CancellationToken ct)
    {
        using var listing = new Listing();
        var script = $"exec </dev/null 2>/dev/null\ncd {ShellText.Quote(folders.ProjectDir)}\nexec git -c safe.directory='*' -c core.fsmonitor=false ls-files --others -z\n";
        if (await environment.RunAsync(new Step("untracked", script, StepPlace.Source), listing, ct) != 0)
        {
            trace.Warning("untracked: git can't list the files");
            return;
        }

        var before = selection.Found.Count;
        foreach (var path in listing.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))
            selection.AddPath(path);
        trace.Line($"untracked: found {selection.Found.Count - before} {what} files");
    }

    sealed class Listing : IByteSink, IDisposable
    {
        readonly MemoryStream _bytes = new();

        public string Text => Encoding.UTF8.GetString(_bytes.GetBuffer(), 0, (int)_bytes.Length);

        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (_bytes.Length + bytes.Length > LongestListing)
                throw new JobFailure(JobFailure.System, $"The list of untracked files is longer than {LongestListing} bytes.");
            _bytes.Write(bytes);
        }

        public void Dispose() => _bytes.Dispose();
    }
}
