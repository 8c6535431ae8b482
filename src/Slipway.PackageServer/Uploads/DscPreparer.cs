using Slipway.Formats;
using Slipway.Formats.Debian;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Publications;

namespace Slipway.PackageServer.Uploads;

/// <summary>From a .dsc with the files that it lists, all of them sent and as it says: its row, and its stanza in Sources.</summary>
static class DscPreparer
{
    /// <exception cref="MalformedInputException">A listed file was not sent, or is another than listed.</exception>
    public static PreparedPackage Prepare(StagedUpload upload, SourcePackage source, IReadOnlyList<StagedUpload> beside, PushTarget target)
    {
        var files = source.Files.Select(listed => Match(listed, beside)).ToList();
        var directory = PoolPath.OfDebian(target.Distribution, source.Name);
        var row = new Package
        {
            Type = PackageType.Dsc,
            Filename = upload.Filename,
            Name = source.Name,
            Epoch = Epochs.Text(source.Version.Epoch),
            Version = Epochs.Strip(source.Version.ToString()),
            Release = "",
            Architecture = "source",
            Summary = $"Source of {source.Name}",
            Homepage = source.Control["Homepage"],
            Size = upload.Size,
            Sha256 = upload.Sha256,
            Md5 = upload.Md5,
            CreatedAt = target.At,
            PushedBy = target.By,
            SourceFiles = [.. files.Select(file => new SourceFileRow
            {
                Filename = file.Filename,
                SourceName = source.Name,
                Size = file.Size,
                Sha256 = file.Sha256,
            })],
        };
        var stanza = SourcesStanza.Write(source, directory.TrimEnd('/'), new PoolFile(upload.Filename, upload.Size, upload.Md5, upload.Sha256));
        return new PreparedPackage(
            row, [new EntryDraft(IndexKind.Sources, "source", null, stanza)], [upload.Blob, .. files.Select(file => file.Blob)]);
    }

    static StagedUpload Match(SourceFile listed, IReadOnlyList<StagedUpload> beside)
    {
        var sent = beside.FirstOrDefault(file => file.Filename == listed.Name)
            ?? throw new MalformedInputException("dsc.file-missing", $"The .dsc lists {listed.Name}, which was not sent with it.");
        return sent.Size == listed.Size && (listed.Sha256 is null ? sent.Md5 == listed.Md5 : sent.Sha256 == listed.Sha256)
            ? sent
            : throw new MalformedInputException("dsc.file-differs", $"{listed.Name} has not the size and digest that the .dsc lists.");
    }
}
