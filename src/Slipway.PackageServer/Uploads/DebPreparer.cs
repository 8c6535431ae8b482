using System.Text;
using Slipway.Formats;
using Slipway.Formats.Debian;
using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Publications;

namespace Slipway.PackageServer.Uploads;

/// <summary>From a .deb: its row, and its entries in Packages and Contents.</summary>
static class DebPreparer
{
    public static PreparedPackage Prepare(StagedUpload upload, DebPackage deb, PushTarget target)
    {
        var control = deb.Control;
        var name = control["Package"]!;
        var architecture = control["Architecture"]!;
        var version = DebianVersion.Parse(control["Version"]!);
        var file = new PoolFile(PoolPath.OfDebian(target.Distribution, name) + upload.Filename, upload.Size, upload.Md5, upload.Sha256);
        var row = new Package
        {
            Type = PackageType.Deb,
            Filename = upload.Filename,
            Name = name,
            Epoch = Epochs.Text(version.Epoch),
            Version = Epochs.Strip(control["Version"]!),
            Release = "",
            Architecture = architecture,
            Summary = FirstLine(control["Description"]),
            Homepage = control["Homepage"],
            Size = upload.Size,
            Sha256 = upload.Sha256,
            Md5 = upload.Md5,
            CreatedAt = target.At,
            PushedBy = target.By,
        };
        var key = $"{control["Section"] ?? "misc"}/{name}";
        var stanza = new EntryDraft(IndexKind.Packages, architecture, null, PackagesStanza.Write(deb, file));
        if (deb.Paths.Count == 0)
        {
            return new PreparedPackage(row, [stanza], [upload.Blob]);
        }

        var paths = new EntryDraft(IndexKind.Paths, architecture, key, deb.Paths.Bytes.ToArray());
        return new PreparedPackage(row, [stanza, paths, paths with { Kind = IndexKind.Contents }], [upload.Blob]);
    }

    public static string FirstLine(string? text) => text is null ? "" : text.AsSpan().TrimStart().ToString().Split('\n', 2)[0].TrimEnd();
}
