namespace Slipway.DependencyUpdates.Datasources.Http;

/// <summary>What a host said.</summary>
/// <param name="Body">Whole; empty for a redirect, a 304 and a challenge.</param>
sealed record Answer(byte[] Body)
{
    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>The <c>Link</c> header.</summary>
    public string? Link { get; init; }

    public string? ContentType { get; init; }

    public bool NotModified { get; init; }

    /// <summary>The <c>Location</c> of a redirect.</summary>
    public string? Redirect { get; init; }

    /// <summary>The <c>WWW-Authenticate</c> of a 401.</summary>
    public string? Challenge { get; init; }

    /// <summary>The address with <c>rel="next"</c>.</summary>
    public Uri? NextPage(Uri from)
    {
        foreach (var part in (Link ?? "").Split(','))
        {
            var end = part.IndexOf('>', StringComparison.Ordinal);
            if (part.TrimStart() is not ['<', ..] || end < 0 || !part[end..].Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase)) continue;
            return Uri.TryCreate(from, part.TrimStart()[1..part.TrimStart().IndexOf('>', StringComparison.Ordinal)], out var next) && next.Host == from.Host ? next : null;
        }

        return null;
    }
}
