using System.Security.Cryptography;

namespace Slipway.Server.Pages;

/// <summary>The style sheet, the icon and the scripts, in the program itself. Their addresses change with their bytes, so browsers keep them for good.</summary>
static class PageAssets
{
    static readonly Dictionary<string, (byte[] Bytes, string Type)> Files = new(StringComparer.Ordinal)
    {
        ["slipway.css"] = (Read("slipway.css"), "text/css; charset=utf-8"),
        ["trace.js"] = (Read("trace.js"), "text/javascript; charset=utf-8"),
        ["slipway.svg"] = (Read("slipway.svg"), "image/svg+xml"),
    };

    public static string StyleSheet { get; } = Address("slipway.css");

    public static string Icon { get; } = Address("slipway.svg");

    public static IResult Get(string file, HttpResponse response)
    {
        if (!Files.TryGetValue(file, out var asset))
        {
            return TypedResults.NotFound();
        }

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(asset.Bytes, asset.Type);
    }

    public static string Address(string file) => $"/assets/{file}?v={Convert.ToHexStringLower(SHA256.HashData(Files[file].Bytes))[..12]}";

    static byte[] Read(string file)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(file)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
