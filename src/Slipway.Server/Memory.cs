using System.Runtime.InteropServices;

namespace Slipway.Server;

static partial class Memory
{
    const int ArenaMax = -8; // M_ARENA_MAX, mallopt(3)

    /// <summary>
    /// glibc gives each thread an arena of its own to fragment; zlib, SQLite and OpenSSL allocate from them on every thread of the pool.
    /// Two are enough, and a third of the memory.
    /// </summary>
    public static void KeepSmall() => _ = MallOpt(ArenaMax, 2);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallOpt(int parameter, int value);
}
