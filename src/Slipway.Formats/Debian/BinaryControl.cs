namespace Slipway.Formats.Debian;

/// <summary>
/// What a binary package's control file must hold so that the index stays readable for everybody: one stanza that apt cannot
/// parse makes it refuse the whole index. Policy 5.3, and what dpkg and apt enforce.
/// </summary>
internal static class BinaryControl
{
    public static ControlParagraph Check(ControlParagraph control)
    {
        DebianNames.CheckPackage(Required(control, "Package"));
        DebianVersion.Parse(Required(control, "Version"));
        DebianNames.CheckArchitecture(Required(control, "Architecture"));
        if (control["Source"] is { Length: > 0 } source) SourceReference.Parse(source);
        if (control["Section"] is { Length: > 0 } section) DebianNames.CheckSection(section);
        foreach (var name in Relations.FieldNames)
        {
            if (control[name] is { } value) Relations.Check(name, value);
        }

        return control;
    }

    internal static string Required(ControlParagraph control, string name) =>
        control[name] is { Length: > 0 } value
            ? value
            : throw new MalformedInputException("control.missing-field", $"The field {name} is missing.");
}
