namespace Slipway.Pipelines.Predefined;

/// <summary>As a host name's part: lower case, everything else a dash, 63 characters, no dash at its ends (<c>CI_COMMIT_REF_SLUG</c>).</summary>
public static class Slug
{
    const int Longest = 63;

    public static string Of(string text)
    {
        var slug = new string([.. text.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]);
        return slug[..Math.Min(Longest, slug.Length)].Trim('-');
    }
}
