using System.Text.RegularExpressions;

namespace Slipway.DependencyUpdates.Versioning.Tags;

/// <summary>Takes the version out of what upstream calls its releases, and puts one into what the project writes.</summary>
/// <param name="form">Upstream's; null with a pattern, or where versions stand alone (registries).</param>
/// <param name="pattern">A declared pattern with a group <c>version</c>, or groups major, minor, patch, build, prerelease.</param>
/// <param name="current">The form that the project's own spelling has.</param>
sealed class TagReader(TagForm? form, Regex? pattern, TagForm current)
{
    static readonly string[] Groups = ["major", "minor", "patch", "build", "revision"];

    /// <summary>With dots; null: it has another form.</summary>
    public string? Read(string tag)
    {
        if (pattern is null) return form is null ? tag : form.Read(tag);
        Match match;
        try
        {
            match = pattern.Match(tag);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }

        if (!match.Success) return null;
        if (match.Groups["version"].Success) return TagForm.Of(match.Groups["version"].Value) is { } own ? own.Read(match.Groups["version"].Value) : null;
        var numbers = string.Join('.', Groups.Select(name => match.Groups[name]).Where(group => group.Success && group.Length > 0).Select(group => group.Value));
        return match.Groups["prerelease"] is { Success: true, Length: > 0 } prerelease ? $"{numbers}-{prerelease.Value.TrimStart('-')}" : numbers;
    }

    /// <summary>The new value in the project's spelling.</summary>
    /// <param name="isTag">The project writes the whole tag.</param>
    public string Write(string tag, string dotted, bool isTag) => isTag ? tag : current.Write(dotted);
}
