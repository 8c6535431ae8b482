using System.Buffers;

namespace Slipway.Formats.Debian;

/// <summary>The names that Debian policy allows: 5.6.1 (source), 5.6.7 (package), 5.6.8 (architecture), 5.6.5 (section).</summary>
public static class DebianNames
{
    const int MaxLength = 200;

    static readonly SearchValues<char> InName = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789+-.");
    static readonly SearchValues<char> InArchitecture = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    static readonly SearchValues<char> InSection = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-._/");
    static readonly SearchValues<char> InFile = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-._~:");

    /// <summary>Lower-case letters, digits, <c>+ - .</c>; two characters or more, the first a letter or digit.</summary>
    public static bool IsPackage(ReadOnlySpan<char> name) =>
        name.Length is >= 2 and <= MaxLength && char.IsAsciiLetterOrDigit(name[0]) && !name.ContainsAnyExcept(InName);

    public static bool IsSource(ReadOnlySpan<char> name) => IsPackage(name);

    /// <summary>The architecture of a binary package: <c>all</c> or one like <c>amd64</c>; never <c>any</c>, a wildcard or <c>source</c>.</summary>
    public static bool IsArchitecture(ReadOnlySpan<char> name) =>
        name.Length is >= 2 and <= 64 && char.IsAsciiLetterOrDigit(name[0]) && !name.ContainsAnyExcept(InArchitecture)
        && name is not ("any" or "source") && !name.StartsWith("any-") && !name.EndsWith("-any");

    /// <summary>A section, with its archive area before a slash: <c>net</c>, <c>non-free/net</c>.</summary>
    public static bool IsSection(ReadOnlySpan<char> name) =>
        name.Length is >= 1 and <= MaxLength && char.IsAsciiLetterOrDigit(name[0]) && !name.ContainsAnyExcept(InSection)
        && !name.EndsWith('/') && !name.Contains("//", StringComparison.Ordinal) && !name.Contains("..", StringComparison.Ordinal);

    /// <summary>A file of a source package or an upload: safe as the last part of a path and of a URL.</summary>
    public static bool IsFile(ReadOnlySpan<char> name) =>
        name.Length is >= 1 and <= 255 && char.IsAsciiLetterOrDigit(name[0]) && !name.ContainsAnyExcept(InFile);

    internal static void CheckPackage(string name) => Check(IsPackage(name), "control.bad-package-name", name,
        "is not a package name: lower-case letters, digits, plus, minus and dot, at least two, beginning with a letter or digit");

    internal static void CheckSource(string name) => Check(IsSource(name), "control.bad-source", name,
        "is not a source name: lower-case letters, digits, plus, minus and dot, at least two, beginning with a letter or digit");

    internal static void CheckArchitecture(string name) => Check(IsArchitecture(name), "control.bad-architecture", name,
        "is not the architecture of a binary package");

    internal static void CheckSection(string name) => Check(IsSection(name), "control.bad-section", name, "is not a section");

    static void Check(bool good, string code, string name, string why)
    {
        if (!good) throw new MalformedInputException(code, $"\"{ErrorText.Show(name)}\" {why}.");
    }
}
