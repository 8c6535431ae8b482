namespace Slipway.Formats.Rpm;

/// <summary>The refusals of this format, each with its stable code.</summary>
internal static class RpmFault
{
    public static MalformedInputException Truncated(string part) => new("rpm.truncated", $"The package ends within its {part}.");

    public static MalformedInputException NotAnRpm(string why) => new("rpm.not-an-rpm", why);

    public static MalformedInputException BadHeader(string why) => new("rpm.bad-header", why);

    public static MalformedInputException BadTag(string header, uint tag, string why) =>
        new("rpm.bad-tag", $"Tag {tag} of the {header} {why}.");

    public static MalformedInputException HeaderTooLarge(string header, string what) =>
        new("rpm.header-too-large", $"The {header} claims {what}.");

    public static MalformedInputException SizeMismatch(string what, long claimed, long actual) =>
        new("rpm.size-mismatch", $"The package claims {claimed} bytes of {what}; it has {actual}.");

    public static MalformedInputException DigestMismatch(string what) =>
        new("rpm.digest-mismatch", $"The {what} does not match the package's content.");

    public static MalformedInputException DigestMissing(string part) =>
        new("rpm.digest-missing", $"No digest covers the {part}; rpm would refuse to install the package.");

    public static MalformedInputException MissingTag(string name) => new("rpm.missing-tag", $"The package has no {name}.");

    public static MalformedInputException BadFileList(string why) => new("rpm.bad-file-list", why);

    public static MalformedInputException BadDependency(string why) => new("rpm.bad-dependency", why);
}
