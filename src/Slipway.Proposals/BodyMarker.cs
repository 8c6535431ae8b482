using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.Proposals;

/// <summary>A line at the end of a request's text that Markdown does not show: which changes and which text are there.</summary>
/// <param name="Changes">Digest of the subject, or of the changed files where there is none.</param>
/// <param name="Text">Digest of the text before the marker.</param>
sealed partial record BodyMarker(string Changes, string Text)
{
    const int Digits = 24;

    public static BodyMarker Of(string? subject, string changes, string body) => new(subject is null ? changes[..Digits] : Digest(subject), Digest(body));

    public static BodyMarker? Read(string body) => Pattern().Matches(body) is { Count: > 0 } found ? new(found[^1].Groups["changes"].Value, found[^1].Groups["text"].Value) : null;

    public static string Remove(string body) => Pattern().Replace(body, "").TrimEnd();

    public string Put(string body) => $"{body.TrimEnd()}\n\n[//]: # (slipway-proposal changes={Changes} text={Text})\n";

    static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];

    [GeneratedRegex(@"^\[//\]: # \(slipway-proposal changes=(?<changes>[0-9a-f]{24}) text=(?<text>[0-9a-f]{24})\)[ \r]*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
