using System.Text.Json;
using Slipway.DependencyUpdates.Datasources.Documents;

namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>The documents of a registration: an index whose pages hold their items, or only name where they are.</summary>
static class NuGetPages
{
    const int MaxPages = 500;

    public static (List<Release> Releases, List<Uri> Pages) Index(byte[] json)
    {
        using var document = JsonFields.Parse(json);
        var (releases, pages) = (new List<Release>(), new List<Uri>());
        foreach (var page in document.RootElement.Items("items").Take(MaxPages))
        {
            if (page.Field("items") is not null) releases.AddRange(Items(page));
            else if (page.Address("@id") is { } address) pages.Add(address);
        }

        return (releases, pages);
    }

    public static List<Release> Page(byte[] json)
    {
        using var document = JsonFields.Parse(json);
        return [.. Items(document.RootElement)];
    }

    public static List<Release> Flat(byte[] json)
    {
        using var document = JsonFields.Parse(json);
        return [.. document.RootElement.Items("versions").Where(version => version.ValueKind == JsonValueKind.String).Select(version => new Release(version.GetString()!))];
    }

    static IEnumerable<Release> Items(JsonElement page)
    {
        foreach (var item in page.Items("items"))
        {
            if (item.Field("catalogEntry") is not { } entry || entry.Text("version") is not { } version) continue;
            // 1900-01-01 is how the registry says "unlisted" in packages of old.
            var published = entry.Time("published");
            var isUnlisted = entry.Field("listed") is { ValueKind: JsonValueKind.False } || published is { Year: 1900 };
            var deprecation = entry.Field("deprecation");
            yield return new(version.Split('+')[0])
            {
                Date = published is { Year: > 1900 } ? published : null,
                Yanked = isUnlisted || deprecation is not null,
                YankedReason = isUnlisted ? "unlisted" : deprecation?.Text("message"),
                License = entry.Text("licenseExpression") is { Length: > 0 } license ? license : entry.Text("licenseUrl"),
                Repository = entry.Text("projectUrl"),
                Download = item.Address("packageContent") ?? entry.Address("packageContent"),
            };
        }
    }
}
