using System.Runtime.InteropServices;

namespace Slipway.Platform.Blobs;

/// <summary>fsync(2) of a folder, which makes renames in it durable; .NET opens no folders.</summary>
public static partial class Folder
{
    const int ReadOnlyDirectory = 0x10000; // O_RDONLY | O_DIRECTORY on Linux

    public static void Sync(string path)
    {
        var folder = Open(path, ReadOnlyDirectory);
        var failed = folder < 0 || Fsync(folder) != 0;
        var error = Marshal.GetLastPInvokeError();
        if (folder >= 0)
        {
            _ = Close(folder);
        }

        if (failed)
        {
            throw new IOException($"fsync of {path} failed: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
