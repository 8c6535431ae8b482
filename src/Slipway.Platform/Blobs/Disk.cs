using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Slipway.Platform.Blobs;

/// <summary>What .NET does not ask the kernel for.</summary>
public static partial class Disk
{
    const int ReadOnlyDirectory = 0x10000; // O_RDONLY | O_DIRECTORY on Linux

    const uint StartWrite = 2; // SYNC_FILE_RANGE_WRITE

    /// <summary>fsync(2) of a folder, which makes renames in it durable.</summary>
    public static void SyncFolder(string path) => OnFolder(path, Fsync, "fsync");

    /// <summary>syncfs(2): everything that was written to the file system of this folder is durable.</summary>
    public static void SyncFileSystem(string path) => OnFolder(path, SyncFs, "syncfs");

    /// <summary>sync_file_range(2): what was written to the file so far begins to go to the disk. A hint, so no errors.</summary>
    public static void StartWriting(SafeFileHandle file) => _ = SyncFileRange(file, 0, 0, StartWrite);

    static void OnFolder(string path, Func<int, int> call, string name)
    {
        var folder = Open(path, ReadOnlyDirectory);
        var failed = folder < 0 || call(folder) != 0;
        var error = Marshal.GetLastPInvokeError();
        if (folder >= 0)
        {
            _ = Close(folder);
        }

        if (failed)
        {
            throw new IOException($"{name} of {path} failed: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFs(int descriptor);

    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long count, uint flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
