using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Slipway.PackageServer.Tests.Publications;

namespace Slipway.PackageServer.Tests.Downloads;

public sealed partial class DownloadTests(SharedServer shared)
{
    [Fact]
    public async Task A_package_is_served_in_parts_and_only_when_it_is_another()
    {
        using var model = await PublicationModel.CreateAsync(shared.Server, "debian/bookworm");
        var package = SamplePackage.Deb("parts", "1.0", "all");
        await model.PushAsync(package);
        using var client = shared.Server.Client(token: null);
        var url = $"/{model.Repository}/debian/pool/bookworm/main/p/parts/{package.Filename}";
        var size = package.Bytes.Length;

        var whole = await client.GetAsync(url);
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.debian.binary-package");
        whole.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        whole.Headers.AcceptRanges.ShouldBe(["bytes"]);
        (await whole.Content.ReadAsByteArrayAsync()).ShouldBe(package.Bytes);

        var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));
        head.Content.Headers.ContentLength.ShouldBe(size);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();

        foreach (var (range, from, to) in new[] { ("bytes=0-9", 0, 10), ("bytes=10-", 10, size), ("bytes=-7", size - 7, size), ($"bytes=5-{size * 2}", 5, size) })
        {
            var part = await SendAsync(client, url, ("Range", range));
            part.StatusCode.ShouldBe(HttpStatusCode.PartialContent, range);
            part.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes {from}-{to - 1}/{size}");
            (await part.Content.ReadAsByteArrayAsync()).ShouldBe(package.Bytes[from..to]);
        }

        foreach (var range in new[] { $"bytes={size}-", "bytes=-0" })
        {
            (await SendAsync(client, url, ("Range", range))).StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable, range);
        }

        foreach (var range in new[] { "bytes=9-5", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes=-" })
        {
            (await SendAsync(client, url, ("Range", range))).StatusCode.ShouldBe(HttpStatusCode.OK, range);
        }

        var (tag, date) = (whole.Headers.ETag!.ToString(), whole.Content.Headers.LastModified!.Value.ToString("R"));
        (await SendAsync(client, url, ("If-None-Match", tag))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await SendAsync(client, url, ("If-None-Match", "\"other\""))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(client, url, ("If-Modified-Since", date))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await SendAsync(client, url, ("If-Modified-Since", "Thu, 01 Jan 2037 00:00:00 GMT"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(client, url, ("Range", "bytes=0-1"), ("If-Range", tag))).StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await SendAsync(client, url, ("Range", "bytes=0-1"), ("If-Range", "\"other\""))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_index_that_was_superseded_is_still_there_by_its_digest()
    {
        using var model = await PublicationModel.CreateAsync(shared.Server, "debian/bookworm");
        await model.PushAsync(SamplePackage.Deb("first", "1.0", "amd64"));
        var old = Packages().Match(System.Text.Encoding.UTF8.GetString(await model.GetAsync("debian/dists/bookworm/InRelease"))).Groups[1].Value;
        for (var i = 0; i < 5; i++)
        {
            await model.PushAsync(SamplePackage.Deb("more", $"1.{i}", "amd64"));
        }

        var bytes = await model.GetAsync($"debian/dists/bookworm/main/binary-amd64/by-hash/SHA256/{old}");
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)).ShouldBe(old);
        using var client = shared.Server.Client(token: null);
        var part = await SendAsync(client, $"/{model.Repository}/debian/dists/bookworm/main/binary-amd64/by-hash/SHA256/{old}", ("Range", "bytes=3-20"));
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(bytes[3..21]);
    }

    [Fact]
    public async Task A_yanked_package_is_gone_at_once()
    {
        using var model = await PublicationModel.CreateAsync(shared.Server, "el/9");
        var package = SamplePackage.Rpm("gone", "1.0", "x86_64");
        await model.PushAsync(package);
        (await model.GetAsync($"el/9/x86_64/{package.Filename}")).ShouldBe(package.Bytes);
        await model.YankAsync(package);
        using var client = shared.Server.Client(token: null);
        (await client.GetAsync($"/{model.Repository}/el/9/x86_64/{package.Filename}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    static async Task<HttpResponseMessage> SendAsync(HttpClient client, string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request);
    }

    [GeneratedRegex(@"([0-9a-f]{64}) +[0-9]+ main/binary-amd64/Packages\.gz")]
    private static partial Regex Packages();
}
