using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Packagecloud.Objects;
using Slipway.Platform.Auth;
using OperatingSystem = Slipway.PackageServer.Distributions.OperatingSystem;

namespace Slipway.PackageServer.Packagecloud;

/// <summary>What belongs to no repository.</summary>
static class DistributionEndpoints
{
    // Clients look these up by a file's extension, and some fail where one is missing.
    static readonly string[] WithoutDistributions = ["py", "node", "jar", "alpine", "helm", "anyfile"];

    static readonly Dictionary<string, IReadOnlyList<DistributionObject>> All = Make();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/distributions", (PackagecloudRequest request) => request.Caller.IsKnown
            ? TypedResults.Json(All, PackagecloudJson.Default.DictionaryStringIReadOnlyListDistributionObject)
            : request.Unauthenticated());
        api.MapGet("/gem_version", () => TypedResults.Json(new GemVersion("0", "2", "1"), PackagecloudJson.Default.GemVersion));

        // Packagecloud exchanges an e-mail address and password for a token. Here are no passwords: only a token gives a token.
        api.MapGet("/token", (HttpRequest http, PackagecloudRequest request) => request.Caller.IsKnown
            ? TypedResults.Json(new TokenObject(Credentials.Token(http)!), PackagecloudJson.Default.TokenObject)
            : request.Unauthenticated());
    }

    static Dictionary<string, IReadOnlyList<DistributionObject>> Make()
    {
        var deb = Of(DistributionFormat.Deb);
        var all = new Dictionary<string, IReadOnlyList<DistributionObject>>(StringComparer.Ordinal) { ["deb"] = deb, ["dsc"] = deb, ["rpm"] = Of(DistributionFormat.Rpm) };
        foreach (var key in WithoutDistributions)
        {
            all[key] = [];
        }

        return all;
    }

    static IReadOnlyList<DistributionObject> Of(DistributionFormat format) =>
        [.. DistributionCatalog.All.Where(known => known.Format == format).OrderBy(known => known.Id).GroupBy(known => known.Os)
            .Select(group => new DistributionObject(
                OperatingSystem.DisplayName(group.Key),
                group.Key,
                [.. group.Select(known => new DistributionVersion(known.Id, known.DisplayName, known.Version, known.Number ?? known.Version))]))];
}
