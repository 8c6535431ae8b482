using Slipway.Formats.Compression;

namespace Slipway.Formats.Debian;

/// <summary>What the repository needs to know of a binary package.</summary>
/// <param name="Paths">Its files, links and devices, as <c>apt-ftparchive contents</c> lists them.</param>
public sealed record DebPackage(ControlParagraph Control, PathSet Paths);

/// <summary>Reads a binary package, deb(5), in one forward pass.</summary>
public static class DebReader
{
    /// <summary>
    /// Reads the source to its end; it need not be seekable. Anything that dpkg, apt or we would understand differently
    /// throws <see cref="MalformedInputException"/>, as does anything beyond the limits.
    /// </summary>
    public static async ValueTask<DebPackage> ReadAsync(Stream source, DebLimits limits, CancellationToken ct)
    {
        var archive = new ArReader(source);
        await archive.ReadMagicAsync(ct);
        await ReadFormatAsync(await archive.NextAsync(ct), ct);

        var control = await ReadControlAsync(await NextRequiredAsync(archive, ct), limits, ct);
        var paths = await ReadDataAsync(await NextRequiredAsync(archive, ct), limits, ct);

        while (await archive.NextAsync(ct) is { } member)
        {
            if (!member.Name.StartsWith('_'))
                throw new MalformedInputException("deb.unexpected-member", $"\"{member.Name}\" follows the data archive; only names that begin with an underscore may.");
        }

        return new(control, paths);
    }

    /// <summary>Readers pass over members that begin with an underscore, wherever they come: deb(5).</summary>
    static async ValueTask<ArMember?> NextRequiredAsync(ArReader archive, CancellationToken ct)
    {
        var member = await archive.NextAsync(ct);
        while (member?.Name.StartsWith('_') == true) member = await archive.NextAsync(ct);
        return member;
    }

    static async ValueTask ReadFormatAsync(ArMember? member, CancellationToken ct)
    {
        if (member?.Name != "debian-binary")
            throw new MalformedInputException("deb.not-a-deb", "Not a Debian package: its first member is not \"debian-binary\".");
        if (member.Content.Size is < 4 or > 100) throw BadFormat();
        var version = new byte[member.Content.Size];
        await member.Content.ReadExactlyAsync(version, ct);
        if (!version.AsSpan().StartsWith("2."u8) || !char.IsAsciiDigit((char)version[2]) || !version.Contains((byte)'\n')) throw BadFormat();
    }

    static async ValueTask<ControlParagraph> ReadControlAsync(ArMember? member, DebLimits limits, CancellationToken ct)
    {
        var kind = DebMember.Compression(member, "control.tar", "deb.control-missing");
        await using var tar = Decompression.Open(member!.Content, kind, limits.ControlArchive);
        return await ControlArchive.ReadAsync(tar, limits, ct);
    }

    static async ValueTask<PathSet> ReadDataAsync(ArMember? member, DebLimits limits, CancellationToken ct)
    {
        var kind = DebMember.Compression(member, "data.tar", "deb.data-missing");
        await using var tar = Decompression.Open(member!.Content, kind, limits.DataArchive);
        return await DataArchive.ReadAsync(tar, limits, ct);
    }

    static MalformedInputException BadFormat() =>
        new("deb.format-version", "The package's format version is not 2.x, the only one that dpkg reads.");
}
