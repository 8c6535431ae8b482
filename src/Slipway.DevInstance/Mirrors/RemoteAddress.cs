namespace Slipway.DevInstance.Mirrors;

/// <summary>Where another repository is, without credentials.</summary>
/// <param name="Url">As git takes it.</param>
sealed record RemoteAddress(Uri Url)
{
    const int Longest = 1000;

    public bool IsHttp => Url.Scheme is "http" or "https";

    public bool IsFile => Url.Scheme == "file";

    public string Text => IsFile ? Url.LocalPath : Url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path | UriComponents.KeepDelimiter, UriFormat.UriEscaped);

    /// <summary>Null, with the reason, where it is none that is taken.</summary>
    public static RemoteAddress? TryParse(string? text, out string why)
    {
        why = "";
        if (text is not { Length: > 0 and <= Longest } || text.Any(c => c is <= ' ' or '\x7f') || text[0] == '-' || !Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            why = "Write the address as https://host/path.git, ssh://user@host/path.git or git://host/path.git.";
            return null;
        }

        if (url.Scheme is not ("http" or "https" or "ssh" or "git" or "file") || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            why = $"'{url.Scheme}' addresses are not taken: http, https, ssh, git.";
            return null;
        }

        // ssh needs a user's name in the address; everything else goes into the fields for it, where it is not shown again.
        if (url.UserInfo.Length > 0 && (url.Scheme != "ssh" || url.UserInfo.Contains(':', StringComparison.Ordinal)))
        {
            why = "Give user and password in their own fields, not in the address: addresses are shown.";
            return null;
        }

        return new RemoteAddress(url);
    }
}
