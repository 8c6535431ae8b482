using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Slipway.PackageServer.Packagecloud;

/// <summary>Which page of a list: <c>page</c> from 1, <c>per_page</c> (or <c>perPage</c>, as the JavaScript client has it).</summary>
readonly record struct Paging(int Page, int PerPage)
{
    const int Default = 30;
    const int Most = 250;

    public static Paging Of(HttpRequest request)
    {
        var query = request.Query;
        var perPage = Number(query["per_page"].ToString()) ?? Number(query["perPage"].ToString()) ?? Default;
        return new Paging(Math.Clamp(Number(query["page"].ToString()) ?? 1, 1, int.MaxValue / Most), Math.Clamp(perPage, 1, Most));
    }

    /// <summary>Tells clients of the other pages (RFC 8288).</summary>
    public void Describe(HttpContext context, string server, long total)
    {
        var last = Math.Max(1, (total + PerPage - 1) / PerPage);
        var (request, perPage) = (context.Request, PerPage);
        var links = new List<string>();
        Add(Page > 1, 1, "first");
        Add(Page > 1, Math.Min(Page - 1, last), "prev");
        Add(Page < last, Page + 1, "next");
        Add(Page < last, last, "last");
        var headers = context.Response.Headers;
        if (links.Count > 0)
        {
            headers.Link = string.Join(", ", links);
        }

        headers["Total"] = total.ToString();
        headers["Per-Page"] = PerPage.ToString();
        headers["Max-Per-Page"] = Most.ToString();

        void Add(bool there, long page, string rel)
        {
            if (there)
            {
                links.Add($"<{server}{request.Path.ToUriComponent()}.json{Query(request, page, perPage)}>; rel=\"{rel}\"");
            }
        }
    }

    // The page comes first: a Go client takes the first "page=N" that it sees, and would take "per_page=N".
    static QueryString Query(HttpRequest request, long page, int perPage)
    {
        var query = new QueryBuilder { { "page", page.ToString() }, { "per_page", perPage.ToString() } };
        foreach (var (key, values) in request.Query.Where(pair => pair.Key is not ("page" or "per_page" or "perPage")))
        {
            query.Add(key, values.Select(value => value ?? ""));
        }

        return query.ToQueryString();
    }

    static int? Number(string text) => int.TryParse(text, out var number) ? number : null;
}
