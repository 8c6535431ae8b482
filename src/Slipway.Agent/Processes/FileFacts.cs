using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Slipway.Agent.Processes;

/// <summary>What the file system says of a file, a link being looked at itself and never followed.</summary>
/// <param name="Mode">Kind and permissions, as <c>st_mode</c>.</param>
readonly partial record struct FileFacts(uint Uid, int Mode)
{
    const int AtCurrentFolder = -100;
    const int NoFollow = 0x100;
    const uint WantBasics = 0x7ff;

    public bool IsRegular => (Mode & 0xf000) == 0x8000;

    public bool IsLink => (Mode & 0xf000) == 0xa000;

    public bool IsFolder => (Mode & 0xf000) == 0x4000;

    /// <summary>Null where there is nothing.</summary>
    public static FileFacts? Of(string path)
    {
        var buffer = new StatX();
        return Statx(AtCurrentFolder, path, NoFollow, WantBasics, ref buffer) == 0 ? new FileFacts(buffer.Uid, buffer.Mode) : null;
    }

    /// <summary>Gives a file, folder or link to a user and the group of the same number.</summary>
    public static void SetOwner(string path, uint uid)
    {
        if (Lchown(path, uid, uid) == 0)
            return;
        var error = Marshal.GetLastPInvokeError();
        throw new IOException($"{path} can't be given to user {uid}: {Marshal.GetPInvokeErrorMessage(error)}", new Win32Exception(error));
    }

    // struct statx of linux/stat.h: 256 bytes, of which two fields are used.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    struct StatX
    {
        [FieldOffset(20)]
        public uint Uid;

        [FieldOffset(28)]
        public ushort Mode;
    }

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Lchown(string path, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref StatX result);
}
