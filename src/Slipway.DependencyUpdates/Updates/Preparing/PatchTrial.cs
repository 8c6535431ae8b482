using System.Diagnostics;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Managers;
using Slipway.Formats;

namespace Slipway.DependencyUpdates.Updates.Preparing;

/// <summary>Tries the project's patches on the new archive, one after the other as the build does, with the real <c>patch</c>, in a folder of its own.</summary>
static class PatchTrial
{
    static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    /// <param name="archive">The downloaded file; null: there is none, and the patches are told as not tried.</param>
    /// <param name="name">The archive's name upstream, which says how it is packed.</param>
    public static async Task<IReadOnlyList<PatchResult>> RunAsync(Component component, string version, ProjectFiles files, string? archive, string name, CancellationToken ct)
    {
        if (component.Patches.Count == 0) return [];
        if (archive is null) return [.. component.Patches.Select(patch => new PatchResult(patch.Path, null, "It was not tried: the source is no archive."))];
        var folder = Directory.CreateTempSubdirectory("slipway-patch-").FullName;
        try
        {
            var read = component.Patches.Select(patch => (Patch: patch, Path: patch.Path.Replace("{version}", version, StringComparison.Ordinal))).Select(pair => (pair.Patch, pair.Path, Bytes: files.Bytes(pair.Path))).ToList();
            var wanted = read.Where(one => one.Bytes is not null && one.Patch.Below is not null).SelectMany(one => PatchFiles.Of(one.Bytes!, one.Patch.Strip)).ToHashSet(StringComparer.Ordinal);
            var source = Path.Combine(folder, "source");
            Directory.CreateDirectory(source);
            await ArchiveFiles.ExtractAsync(archive, name, wanted, source, ct);
            var results = new List<PatchResult>();
            foreach (var (patch, path, bytes) in read)
            {
                if (patch.Below is null) results.Add(new(path, null, "It was not tried: it is applied to a folder that the build chooses."));
                else if (bytes is null) results.Add(new(path, false, "There is no such file for the new version."));
                else results.Add(await ApplyAsync(path, bytes, patch.Strip, source, Path.Combine(folder, "patch"), ct));
            }

            return results;
        }
        catch (MalformedInputException wrong)
        {
            return [.. component.Patches.Select(patch => new PatchResult(patch.Path, null, $"It was not tried: {wrong.Message}"))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>For real, in the copy: a second patch may need the first one.</summary>
    static async Task<PatchResult> ApplyAsync(string path, byte[] patch, int strip, string source, string temporary, CancellationToken ct)
    {
        await File.WriteAllBytesAsync(temporary, patch, ct);
        // -u: a patch that is a script for ed would be run.
        var start = new ProcessStartInfo("patch", ["-u", "--batch", "--forward", "--no-backup-if-mismatch", $"-p{strip}", "-r", "-", "-d", source, "-i", temporary])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(s_limit);
            process.StandardInput.Close();
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(limit.Token);
                var errors = process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                var said = string.Join("; ", (await output + await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !line.StartsWith("patching file", StringComparison.Ordinal)));
                return new(path, process.ExitCode == 0, said.Length > 500 ? said[..500] + "…" : said);
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(path, null, "It was not tried to the end: patch took too long.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new(path, null, "It was not tried: the program patch is not installed here.");
        }
    }
}
