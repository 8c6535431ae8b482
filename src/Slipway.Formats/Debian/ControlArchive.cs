namespace Slipway.Formats.Debian;

/// <summary>The archive of maintainer scripts and metadata; only its file "control" matters to a repository.</summary>
internal static class ControlArchive
{
    public static async ValueTask<ControlParagraph> ReadAsync(Stream tar, DebLimits limits, CancellationToken ct)
    {
        var reader = new TarReader(tar, limits.Tar);
        ControlParagraph? control = null;
        while (await reader.NextAsync(ct) is { } entry)
        {
            if (!entry.Name.AsSpan().SequenceEqual("control"u8)) continue;
            if (control is not null) throw new MalformedInputException("deb.control-twice", "The package has two control files.");
            if (entry.Kind != TarEntryKind.File) throw new MalformedInputException("deb.control-missing", "The control file is not a regular file.");
            if (entry.Size > limits.Control.MaxBytes) throw ControlParagraph.TooLarge(limits.Control);
            control = BinaryControl.Check(ControlParagraph.Parse(await reader.ReadContentAsync(ct), limits.Control));
        }

        return control ?? throw new MalformedInputException("deb.control-missing", "The package has no control file.");
    }
}
