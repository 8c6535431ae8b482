using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;
using Slipway.Platform;

namespace Slipway.BuildMachines.Logs;

/// <summary>
/// The traces: a file for each attempt, <c>traces/12/12345-1.log</c>, appended to as it comes. A crash may cost its last bytes; the runner is told
/// how much there is and sends the rest again. It is synced before its job ends.
/// </summary>
sealed class TraceStore(DataFolder data, IOptions<TraceOptions> options)
{
    readonly ConcurrentDictionary<(long Job, int Attempt), TraceFile> open = new();

    public TraceFile Open(long jobId, int attempt) => open.GetOrAdd((jobId, attempt), static (key, self) => new TraceFile(self.PathOf(key.Job, key.Attempt), self.MaxBytes), this);

    /// <summary>The attempt is over: its bytes are durable, and what was kept in memory of it goes.</summary>
    public void Close(long jobId, int attempt)
    {
        if (open.TryRemove((jobId, attempt), out var file))
        {
            file.Seal();
        }
    }

    /// <summary>A line of the server's own at the end of a trace.</summary>
    public Task SayAsync(long jobId, int attempt, string line)
    {
        using var file = TraceFile.OpenAppend(PathOf(jobId, attempt));
        file.Write(System.Text.Encoding.UTF8.GetBytes($"\n\u001b[31;1m{line}\u001b[0;m\n"));
        file.Flush(flushToDisk: true);
        return Task.CompletedTask;
    }

    /// <summary>A piece of a trace.</summary>
    /// <returns>Empty where there is none (yet).</returns>
    public byte[] Read(long jobId, int attempt, long offset, int atMost)
    {
        try
        {
            using var file = new FileStream(PathOf(jobId, attempt), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (offset >= file.Length)
            {
                return [];
            }

            file.Position = offset;
            var bytes = new byte[Math.Min(atMost, file.Length - offset)];
            return bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).ToArray();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Takes a trace away; nothing happens where there is none.</summary>
    public void Remove(long jobId, int attempt)
    {
        Close(jobId, attempt);
        if (Path.GetDirectoryName(PathOf(jobId, attempt)) is { } folder && Directory.Exists(folder))
        {
            File.Delete(PathOf(jobId, attempt));
        }
    }

    public long LengthOf(long jobId, int attempt) => new FileInfo(PathOf(jobId, attempt)) is { Exists: true } file ? file.Length : 0;

    int MaxBytes => options.Value.MaxBytes;

    string PathOf(long jobId, int attempt) => Path.Combine(
        data.Root, "traces", (jobId / 1000).ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{jobId}-{attempt}.log"));
}
