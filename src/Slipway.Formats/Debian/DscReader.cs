namespace Slipway.Formats.Debian;

/// <summary>Reads a .dsc file, dsc(5), clear-signed or not. Whether the signature is good is not asked here.</summary>
public static class DscReader
{
    public static SourcePackage Read(ReadOnlySpan<byte> bytes, ControlLimits limits)
    {
        if (bytes.Length > limits.MaxBytes) throw ControlParagraph.TooLarge(limits);
        var control = ControlParagraph.Parse(ClearSigned.Text(bytes), limits);
        BinaryControl.Required(control, "Format");
        var name = BinaryControl.Required(control, "Source");
        DebianNames.CheckSource(name);
        var version = DebianVersion.Parse(BinaryControl.Required(control, "Version"));
        var files = FileList.Read(control, columns: 3).Select(f => new SourceFile(f.Line.Name, f.Line.Size, f.Line.Digest, f.Sha256));
        return new(control, name, version, [.. files]);
    }
}
