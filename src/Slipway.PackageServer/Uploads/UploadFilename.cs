namespace Slipway.PackageServer.Uploads;

/// <summary>File names that are safe in a path, a URL and an index line: no slash, no space, no control character, no leading dot or dash.</summary>
static class UploadFilename
{
    const int Longest = 250;

    public static bool IsSafe(string name) =>
        name.Length is > 0 and <= Longest && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '+' or '-' or '~' or '^' or ':' or '%');
}
