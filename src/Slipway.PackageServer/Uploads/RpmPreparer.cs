using Slipway.Formats.Rpm;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Publications;
using Slipway.PackageServer.Publications.Rpm;

namespace Slipway.PackageServer.Uploads;

/// <summary>From an .rpm: its row, and its elements in primary, filelists and other.</summary>
static class RpmPreparer
{
    public static PreparedPackage Prepare(StagedUpload upload, RpmPackage rpm, PushTarget target)
    {
        var folder = BaseArchitecture.Of(rpm.Arch);
        var facts = new RpmFileFacts(upload.Sha256, upload.Size, target.At.ToUnixTimeSeconds(), upload.Filename);
        var row = new Package
        {
            Type = rpm.IsSource ? PackageType.Srpm : PackageType.Rpm,
            Filename = upload.Filename,
            Name = rpm.Name,
            Epoch = Epochs.Text(rpm.Epoch),
            Version = rpm.Version,
            Release = rpm.Release,
            Architecture = rpm.Arch,
            Summary = DebPreparer.FirstLine(rpm.Summary),
            License = rpm.License,
            Homepage = rpm.Url,
            Size = upload.Size,
            Sha256 = upload.Sha256,
            Md5 = upload.Md5,
            CreatedAt = target.At,
            PushedBy = target.By,
        };
        return new PreparedPackage(
            row,
            [
                new EntryDraft(IndexKind.Primary, folder, null, PrimaryXml.WritePackage(rpm, facts)),
                new EntryDraft(IndexKind.Filelists, folder, null, FilelistsXml.WritePackage(rpm, upload.Sha256)),
                new EntryDraft(IndexKind.Other, folder, null, OtherXml.WritePackage(rpm, upload.Sha256)),
            ],
            [upload.Blob]);
    }
}
