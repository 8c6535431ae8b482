using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests.Uploads;

/// <summary>On a server of its own, so that what is stored can be counted: each refusal has a code, and leaves nothing.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    static readonly byte[] Deb = new DebBuilder { Name = "good", Files = new Dictionary<string, string> { ["usr/bin/good"] = "x" } }.Build();
    static readonly byte[] Rpm = new RpmBuilder().ToArray();
    ServerProcess server = null!;
    HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerProcess.StartAsync();
        client = server.Client();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_is_no_package_is_refused_with_a_code_and_leaves_nothing()
    {
        await RefusedAsync("debian/bookworm", "empty.deb", [], "deb.empty");
        await RefusedAsync("debian/bookworm", "text.deb", "just some text, no package at all, but long enough to be one"u8.ToArray(), "deb.not-a-deb");
        await RefusedAsync("debian/bookworm", "rpm-in-disguise.deb", Rpm, "deb.not-a-deb");
        await RefusedAsync("el/9", "empty.rpm", [], "rpm.");
        await RefusedAsync("el/9", "deb-in-disguise.rpm", Deb, "rpm.not-an-rpm");
        await RefusedAsync("debian/bookworm", "program.exe", Deb, "package.unknown-type");
        foreach (var length in new[] { 1, 8, 60, 68, 100, Deb.Length / 2, Deb.Length - 1 })
        {
            await RefusedAsync("debian/bookworm", "cut.deb", Deb[..length], "deb.");
        }

        foreach (var length in new[] { 1, 4, 95, 96, 112, Rpm.Length / 2, Rpm.Length - 1 })
        {
            await RefusedAsync("el/9", "cut.rpm", Rpm[..length], "rpm.");
        }
    }

    [Theory]
    [InlineData("Package: good\nVersion: 1\nVersion: 2\nArchitecture: all\nDescription: x\n", "control.duplicate-field")]
    [InlineData("Package: good\nArchitecture: all\nDescription: x\n", "control.missing-field")]
    [InlineData("Package: Good Name\nVersion: 1\nArchitecture: all\nDescription: x\n", "control.bad-package-name")]
    [InlineData("Package: ../../etc\nVersion: 1\nArchitecture: all\nDescription: x\n", "control.bad-package-name")]
    [InlineData("Package: good\nVersion: one\nArchitecture: all\nDescription: x\n", "control.bad-version")]
    [InlineData("Package: good\nVersion: 1\nArchitecture: all\nDepends: ${misc:Depends}\nDescription: x\n", "control.bad-relation")]
    public async Task A_control_file_against_policy_is_refused(string control, string code) =>
        await RefusedAsync("debian/bookworm", "control.deb", new DebBuilder { Control = Encoding.UTF8.GetBytes(control) }.Build(), code);

    [Fact]
    public async Task A_bomb_in_the_data_archive_is_refused_and_costs_little_memory()
    {
        var bomb = ArFile.Write(
            ("debian-binary", "2.0\n"u8.ToArray()),
            ("control.tar.gz", Gzip(new DebBuilder().ControlArchive(), 1)),
            ("data.tar.gz", Gzip(new byte[1 << 20], 512)));
        await RefusedAsync("debian/bookworm", "bomb.deb", bomb, "");
        Memory().ShouldBeLessThan(400 << 10);
    }

    [Fact]
    public async Task A_package_in_the_wrong_place_is_refused()
    {
        await RefusedAsync("el/9", "good.deb", Deb, "distribution.mismatch");
        await RefusedAsync("debian/nosuch", "good.deb", Deb, "distribution.unknown");
        foreach (var name in new[] { "-option.deb", ".hidden.deb", "white space.deb", "semi;colon.deb", "new\u00e4.deb" })
        {
            await RefusedAsync("debian/bookworm", name, Deb, "upload.filename");
        }
    }

    [Fact]
    public async Task A_form_without_a_package_is_refused()
    {
        var url = "/api/v2/repositories/team/packages/packages/debian/bookworm";
        using var empty = new MultipartFormDataContent { { new StringContent("x"), "file" } };
        (await CodeAsync(await client.PostAsync(url, empty))).ShouldBe("request.malformed");
        (await CodeAsync(await client.PostAsJsonAsync(url, new { file = "x" }))).ShouldBe("request.malformed");
        NothingIsStored();
    }

    [Fact]
    public async Task An_upload_that_is_cut_off_leaves_nothing()
    {
        var uri = new Uri(server.Url);
        for (var sent = 0; sent < Deb.Length; sent += Deb.Length / 5)
        {
            using var socket = new TcpClient(uri.Host, uri.Port);
            var head = $"POST /api/v2/repositories/team/packages/packages/debian/bookworm HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.Token}\r\n"
                + $"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {Deb.Length + 1000}\r\n\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"good_1.0-1_all.deb\"\r\n\r\n";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await socket.GetStream().WriteAsync(Deb.AsMemory(0, sent));
            await socket.GetStream().FlushAsync();
            await Task.Delay(100);
        }

        for (var i = 0; i < 50 && Directory.EnumerateFiles(Path.Combine(server.Data, "staging")).Any(); i++)
        {
            await Task.Delay(100);
        }

        NothingIsStored();
    }

    [Fact]
    public async Task Other_bytes_under_a_name_that_is_taken_are_refused_and_leave_nothing()
    {
        (await PushAsync("debian/bookworm", "good_1.0-1_all.deb", Deb)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await PushAsync("debian/bookworm", "good_1.0-1_all.deb", Deb)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var blobs = Blobs();
        var other = new DebBuilder { Name = "good", Description = "other" }.Build();
        var answer = await PushAsync("debian/bookworm", "good_1.0-1_all.deb", other);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await CodeAsync(answer)).ShouldBe("package.exists-with-other-bytes");
        Blobs().ShouldBe(blobs);
        (await PushAsync("ubuntu/noble", "good_1.0-1_all.deb", other)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await PushAsync("ubuntu/jammy", "good_1.0-1_all.deb", other)).StatusCode.ShouldBe(HttpStatusCode.Created);
        Blobs().ShouldBe(blobs + 1, "equal bytes are stored once");
    }

    async Task RefusedAsync(string distribution, string filename, byte[] bytes, string code)
    {
        var answer = await PushAsync(distribution, filename, bytes);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, filename);
        (await CodeAsync(answer)).ShouldStartWith(code);
        NothingIsStored();
    }

    async Task<HttpResponseMessage> PushAsync(string distribution, string filename, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", filename } };
        return await client.PostAsync($"/api/v2/repositories/team/packages/packages/{distribution}", form);
    }

    static async Task<string> CodeAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString()!;

    void NothingIsStored()
    {
        Directory.EnumerateFiles(Path.Combine(server.Data, "staging")).ShouldBeEmpty();
        Blobs().ShouldBe(0);
    }

    int Blobs() => Directory.EnumerateFiles(Path.Combine(server.Data, "blobs"), "*", SearchOption.AllDirectories).Count();

    /// <summary>The server's highest so far, in KiB.</summary>
    long Memory() => long.Parse(File.ReadLines($"/proc/{server.ProcessId}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);

    static byte[] Gzip(byte[] block, int times)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var i = 0; i < times; i++)
            {
                gzip.Write(block);
            }
        }

        return packed.ToArray();
    }
}
