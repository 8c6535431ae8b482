using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.Maintenance;

/// <summary>How a repository lies on the disk, as far as that says whether it is to be tidied.</summary>
/// <param name="Loose">About how many loose objects; as git, by one of the 256 folders.</param>
/// <param name="Packs">Without those of unreachable objects.</param>
/// <param name="HasUnreachable">There is a pack of unreachable objects (git's "cruft").</param>
/// <param name="RepackedAt">When it was repacked as a whole; null: never.</param>
sealed record RepositoryHealth(int Loose, int Packs, bool HasUnreachable, DateTimeOffset? RepackedAt)
{
    const int MostLoose = 2000;
    const int MostPacks = 20;

    public bool IsUntidy => Loose > MostLoose || Packs > MostPacks;

    public static RepositoryHealth Look(string folder)
    {
        var objects = Path.Combine(folder, "objects");
        var (sample, packs) = (Path.Combine(objects, "17"), Path.Combine(objects, "pack"));
        var mark = new FileInfo(Mark(folder));
        return new RepositoryHealth(
            Directory.Exists(sample) ? Directory.EnumerateFiles(sample).Count() * 256 : 0,
            Directory.Exists(packs) ? Directory.EnumerateFiles(packs, "*.pack").Count(pack => !File.Exists(Path.ChangeExtension(pack, ".mtimes"))) : 0,
            Directory.Exists(packs) && Directory.EnumerateFiles(packs, "*.mtimes").Any(),
            mark.Exists ? new DateTimeOffset(mark.LastWriteTimeUtc, TimeSpan.Zero) : null);
    }

    /// <summary>It is repacked as a whole, as of this instant.</summary>
    public static void Repacked(string folder, DateTimeOffset at)
    {
        File.WriteAllText(Mark(folder), "The time of this file says when Slipway repacked the repository as a whole.\n");
        File.SetLastWriteTimeUtc(Mark(folder), at.UtcDateTime);
    }

    static string Mark(string folder) => Path.Combine(folder, "slipway-repacked");
}
