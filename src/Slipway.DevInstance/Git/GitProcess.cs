using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Slipway.DevInstance.Git;

/// <summary>
/// A running git. It is asked to end before it is made to: git takes its lock files away on SIGTERM, and can't on SIGKILL.
/// </summary>
sealed partial class GitProcess : IAsyncDisposable
{
    const int MostErrors = 16 * 1024;
    const int Terminate = 15; // SIGTERM, signal(7)
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    readonly Process process;
    readonly TimeProvider time;
    readonly ITimer limit;
    readonly Task<string> errors;
    int stopped;
    string lastWords = "";

    public GitProcess(Process process, TimeSpan longest, TimeProvider time)
    {
        this.process = process;
        this.time = time;
        errors = ReadErrorsAsync(process.StandardError.BaseStream);
        limit = time.CreateTimer(
            _ =>
            {
                IsOutOfTime = true;
                Stop();
            },
            null, longest, Timeout.InfiniteTimeSpan);
    }

    public Stream Input => process.StandardInput.BaseStream;

    public Stream Output => process.StandardOutput.BaseStream;

    public bool IsOutOfTime { get; private set; }

    /// <summary>What it wrote to standard error, once it has ended; the end of it where it was much.</summary>
    public string Errors => errors.IsCompletedSuccessfully ? errors.Result : "";

    /// <summary>The newest line of standard error, while it runs: git's progress.</summary>
    public string LastWords => Volatile.Read(ref lastWords);

    /// <summary>Waits for the end, and gives the exit code.</summary>
    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync();
        await errors;
        return process.ExitCode;
    }

    /// <summary>SIGTERM now, SIGKILL to all that is left of it after ten seconds.</summary>
    public void Stop()
    {
        if (Interlocked.Exchange(ref stopped, 1) == 0 && !process.HasExited)
        {
            _ = Kill(process.Id, Terminate);
            _ = KillLaterAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await limit.DisposeAsync();
        Stop();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    async Task KillLaterAsync()
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(Grace, time);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // Disposed: it has ended.
        }
    }

    async Task<string> ReadErrorsAsync(Stream stream)
    {
        var kept = new byte[MostErrors];
        var length = 0;
        var piece = new byte[4096];
        int read;
        while ((read = await stream.ReadAsync(piece)) > 0)
        {
            var room = Math.Min(read, MostErrors);
            var drop = Math.Max(0, length + room - MostErrors);
            Buffer.BlockCopy(kept, drop, kept, 0, length - drop);
            piece.AsSpan(read - room, room).CopyTo(kept.AsSpan(length - drop));
            length = length - drop + room;
            var line = Encoding.UTF8.GetString(piece, 0, read).Split('\r', '\n').LastOrDefault(part => part.Trim().Length > 0);
            Volatile.Write(ref lastWords, line?.Trim() ?? lastWords);
        }

        return Encoding.UTF8.GetString(kept, 0, length).TrimEnd();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
