using System.Text.Json;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Forges;

/// <summary>
/// All pages of a list of a hundred each. After a full first page the next ones are asked for several at a time, since 140 pages one after
/// the other take too long; the first page that is not full ends it.
/// </summary>
static class Pages
{
    const int Full = 100, MaxPages = 300, AtOnce = 8;

    /// <param name="page">The address of a page, counted from 1.</param>
    /// <param name="read">One item; null: none.</param>
    public static async Task<LookupOutcome.Found> ReadAsync(Func<int, Uri> page, Func<JsonElement, Release?> read, SourceClient client, CancellationToken ct)
    {
        var releases = new List<Release>();
        for (var (first, count) = (1, 1); first <= MaxPages; (first, count) = (first + count, AtOnce))
        {
            var pages = await Task.WhenAll(Enumerable.Range(first, count).Select(number => OneAsync(page(number), read, client, ct)));
            foreach (var (items, size) in pages)
            {
                releases.AddRange(items);
                if (size < Full) return new(releases, []);
            }
        }

        return new(releases, [$"There are more than {MaxPages * Full} entries; the rest was not read."]);
    }

    static async Task<(List<Release> Items, int Size)> OneAsync(Uri address, Func<JsonElement, Release?> read, SourceClient client, CancellationToken ct)
    {
        var answer = await client.GetAsync(address, "application/json", ct);
        return Read(answer.Body, read);
    }

    internal static (List<Release> Items, int Size) Read(byte[] body, Func<JsonElement, Release?> read)
    {
        using var document = JsonFields.Parse(body);
        var items = document.RootElement.Items().ToList();
        return ([.. items.Select(read).OfType<Release>()], items.Count);
    }
}
