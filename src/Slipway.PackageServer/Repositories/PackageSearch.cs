using Microsoft.AspNetCore.Http;
using Slipway.PackageServer.Pool;

namespace Slipway.PackageServer.Repositories;

/// <summary>What a reader looks for in a repository, as the page's address says it; empty asks for all.</summary>
/// <param name="Text">Part of a file name.</param>
public sealed record PackageSearch(string Text, string Distribution, string Type)
{
    public bool IsAll => Text.Length + Distribution.Length + Type.Length == 0;

    /// <summary>The query string of another page of the same search.</summary>
    public string PageLink(int page)
    {
        var query = new QueryString();
        query = Text.Length > 0 ? query.Add("q", Text) : query;
        query = Distribution.Length > 0 ? query.Add("distribution", Distribution) : query;
        query = Type.Length > 0 ? query.Add("type", Type) : query;
        return query.Add("page", page.ToString()) + "#packages";
    }

    internal PackageFilter Filter() => new(
        Distribution.Length > 0 ? [Distribution] : null,
        Text,
        Type.Length == 0 ? null : Enum.TryParse<PackageType>(Type, ignoreCase: true, out var type) && Enum.IsDefined(type) ? [type] : []);
}
