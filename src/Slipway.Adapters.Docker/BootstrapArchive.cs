using System.Formats.Tar;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Docker;

/// <summary>The runner's configuration as a tar archive for the container's root: its folder, and the file that only the runner's user may read.</summary>
static class BootstrapArchive
{
    public static byte[] Of(RunnerBootstrap runner, int uid, int gid)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, Path.GetDirectoryName(RunnerBootstrap.DefaultPath)![1..] + "/") { Mode = (UnixFileMode)0b111_101_101, Uid = uid, Gid = gid });
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, RunnerBootstrap.DefaultPath[1..])
            {
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite, Uid = uid, Gid = gid, DataStream = new MemoryStream(runner.Config),
            });
        }

        return bytes.ToArray();
    }
}
