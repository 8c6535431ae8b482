namespace Slipway.Formats.Debian;

/// <summary>Reads a .changes file, deb-changes(5), clear-signed or not. Whether the signature is good is not asked here.</summary>
public static class ChangesReader
{
    public static Changes Read(ReadOnlySpan<byte> bytes, ControlLimits limits)
    {
        if (bytes.Length > limits.MaxBytes) throw ControlParagraph.TooLarge(limits);
        var control = ControlParagraph.Parse(ClearSigned.Text(bytes), limits);
        var distribution = BinaryControl.Required(control, "Distribution");
        if (!DebianNames.IsFile(distribution.Replace('/', '-')))
            throw new MalformedInputException("control.bad-distribution", $"\"{ErrorText.Show(distribution)}\" is not a distribution.");
        return new(
            control,
            distribution,
            SourceReference.Parse(BinaryControl.Required(control, "Source")),
            DebianVersion.Parse(BinaryControl.Required(control, "Version")),
            BinaryControl.Required(control, "Architecture").Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries),
            [.. FileList.Read(control, columns: 5).Select(File)]);
    }

    static ChangesFile File((FileList.Line Line, string? Sha256) file) =>
        new(file.Line.Name, file.Line.Size, file.Line.Digest, file.Sha256, file.Line.Rest[0], file.Line.Rest[1]);
}
