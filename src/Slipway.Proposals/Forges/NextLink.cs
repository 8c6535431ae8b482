using System.Net.Http.Headers;

namespace Slipway.Proposals.Forges;

/// <summary>The next page, of <c>Link: &lt;URL&gt;; rel="next", ...</c> (RFC 8288).</summary>
static class NextLink
{
    public static Uri? Of(HttpResponseHeaders headers)
    {
        var links = headers.TryGetValues("Link", out var values) ? values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)) : [];
        var next = links.FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal));
        var (from, to) = (next?.IndexOf('<', StringComparison.Ordinal) ?? -1, next?.IndexOf('>', StringComparison.Ordinal) ?? -1);
        return from >= 0 && to > from && Uri.TryCreate(next![(from + 1)..to], UriKind.Absolute, out var url) ? url : null;
    }
}
