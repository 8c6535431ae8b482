using System.Collections;

namespace Slipway.Formats.Rpm;

/// <summary>What a path in a package is, as far as repository metadata tells.</summary>
public enum RpmFileKind : byte
{
    /// <summary>Anything that is neither of the others; links too.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>Owned by the package, but not in its payload.</summary>
    Ghost,
}

/// <summary>One path of a package.</summary>
public readonly record struct RpmFile(string Path, RpmFileKind Kind);

/// <summary>
/// The paths of a package, kept as the header has them (names, directories, and an index from one to the other): some 30 bytes
/// a file. Paths are put together when asked for.
/// </summary>
public sealed class RpmFileList : IReadOnlyList<RpmFile>
{
    readonly RpmNames _names;
    readonly RpmNames _directories;
    readonly int[] _directoryOf;
    readonly RpmFileKind[] _kinds;

    internal RpmFileList(RpmNames names, RpmNames directories, int[] directoryOf, RpmFileKind[] kinds) =>
        (_names, _directories, _directoryOf, _kinds) = (names, directories, directoryOf, kinds);

    /// <summary>No paths.</summary>
    public static RpmFileList Empty { get; } = new(RpmNames.Empty, RpmNames.Empty, [], []);

    /// <inheritdoc />
    public int Count => _kinds.Length;

    /// <inheritdoc />
    public RpmFile this[int index] => new(RpmText.Decode([.. Directory(index), .. Name(index)]), Kind(index));

    /// <inheritdoc />
    public IEnumerator<RpmFile> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Bytes of all paths.</summary>
    internal long PathBytes
    {
        get
        {
            long bytes = 0;
            for (var i = 0; i < Count; i++)
            {
                bytes += Directory(i).Length + Name(i).Length;
            }

            return bytes;
        }
    }

    internal ReadOnlySpan<byte> Directory(int index) => _directories[_directoryOf[index]];

    internal ReadOnlySpan<byte> Name(int index) => _names[index];

    internal RpmFileKind Kind(int index) => _kinds[index];

    /// <summary>
    /// The paths that the primary index lists: under <c>/etc/</c>, or with <c>bin/</c> in them, or sendmail
    /// (createrepo_c: cr_is_primary; clients look there before they fetch the whole list).
    /// </summary>
    internal bool IsPrimary(int index)
    {
        var directory = Directory(index);
        return directory.StartsWith("/etc/"u8) || directory.IndexOf("bin/"u8) >= 0 || IsOddPrimary(directory, Name(index));
    }

    internal static bool IsPrimary(string path) =>
        path.StartsWith("/etc/", StringComparison.Ordinal) || path == "/usr/lib/sendmail" || path.Contains("bin/", StringComparison.Ordinal);

    // Only an odd header has a '/' in a name, or a directory that does not end with one; the rule is about the whole path.
    static bool IsOddPrimary(ReadOnlySpan<byte> directory, ReadOnlySpan<byte> name) =>
        (directory.SequenceEqual("/usr/lib/"u8) && name.SequenceEqual("sendmail"u8)) ||
        ((!directory.EndsWith("/"u8) || name.Contains((byte)'/')) && IsPrimary(RpmText.FromLatin1([.. directory, .. name])));
}
