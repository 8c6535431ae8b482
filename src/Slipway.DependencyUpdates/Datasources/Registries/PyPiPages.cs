using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.Formats;

namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>A project's files; a release is the files of one version, withdrawn when all of them are.</summary>
static partial class PyPiPages
{
    const int MaxFiles = 100_000;

    public static List<Release> Json(byte[] json, Uri page, string project)
    {
        using var document = JsonFields.Parse(json);
        var files = new List<PyPiFile>();
        foreach (var file in document.RootElement.Items("files"))
        {
            if (file.Text("filename") is not { } name || PyPiFile.VersionOf(name, project) is not { } version) continue;
            var yanked = file.Field("yanked");
            files.Add(new(name, version)
            {
                Address = Uri.TryCreate(page, file.Text("url"), out var address) ? address : null,
                Sha256 = file.Field("hashes")?.Text("sha256"),
                Uploaded = file.Time("upload-time"),
                Yanked = yanked is { ValueKind: JsonValueKind.True or JsonValueKind.String },
                Reason = yanked is { ValueKind: JsonValueKind.String } reason ? reason.GetString() : null,
            });
        }

        return PyPiFile.Releases(files, page);
    }

    public static List<Release> Html(byte[] html, Uri page, string project)
    {
        var files = new List<PyPiFile>();
        foreach (Match link in Link().Matches(Encoding.UTF8.GetString(html)))
        {
            var name = WebUtility.HtmlDecode(link.Groups["text"].Value).Trim();
            if (PyPiFile.VersionOf(name, project) is not { } version || !Uri.TryCreate(page, WebUtility.HtmlDecode(link.Groups["href"].Value), out var address)) continue;
            files.Add(new(name, version)
            {
                Address = new(address.GetLeftPart(UriPartial.Query)),
                Sha256 = address.Fragment.StartsWith("#sha256=", StringComparison.Ordinal) ? address.Fragment["#sha256=".Length..] : null,
                Yanked = link.Groups["attributes"].Value.Contains("data-yanked", StringComparison.OrdinalIgnoreCase),
            });
            if (files.Count > MaxFiles) throw new MalformedInputException("deps.listing-too-long", $"The page has more than {MaxFiles} files.");
        }

        return PyPiFile.Releases(files, page);
    }

    [GeneratedRegex("""<a\s(?<attributes>[^<>]*?href\s*=\s*["'](?<href>[^"'<>]*)["'][^<>]*)>(?<text>[^<]*)</a>""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Link();
}
