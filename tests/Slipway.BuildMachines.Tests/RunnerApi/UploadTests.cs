using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Slipway.BuildMachines.Tests.RunnerApi;

/// <summary>Uploads that are not what they should be: refused as the runner reads it, and nothing of them stays.</summary>
public sealed class UploadTests(SharedServer shared)
{
    const string Start = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\nContent-Type: application/octet-stream\r\n\r\n";

    [Theory]
    [InlineData(Start + "PK and then nothing")]
    [InlineData(Start + "PK\r\n--")]
    [InlineData("--x\r\nContent-Disposition: form-data; na")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nand then nothing")]
    [InlineData("no form at all")]
    [InlineData("")]
    public async Task A_form_that_is_cut_off_is_malformed_and_nothing_of_it_stays(string form)
    {
        using var own = await OwnProject.CreateAsync(shared.Server, "build: { script: [make], artifacts: { paths: [out] } }");
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var job = await runner.TakeAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"jobs/{job.Id}/artifacts?artifact_format=zip&artifact_type=archive") { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(form)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("JOB-TOKEN", job.Token);
        using var answer = await runner.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        ((string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["message"]).ShouldNotBeNullOrEmpty();
        (await own.JobAsync(job.Id)).Artifacts.ShouldBeEmpty();
        shared.Server.Log.ShouldNotContain("unhandled exception");

        // The runner tries again, and the job is none the worse for it.
        (await job.UploadAsync([1, 2, 3], "a.zip", "artifact_format=zip&artifact_type=archive")).StatusCode.ShouldBe(HttpStatusCode.Created);
        await job.SucceedAsync();
    }

    [Theory]
    [InlineData("POST", "runners")]
    [InlineData("POST", "runners/verify")]
    [InlineData("DELETE", "runners")]
    [InlineData("DELETE", "runners/managers")]
    [InlineData("POST", "runners/reset_authentication_token")]
    [InlineData("POST", "jobs/request")]
    [InlineData("PUT", "jobs/1")]
    [InlineData("PATCH", "jobs/1/trace")]
    [InlineData("POST", "jobs/1/artifacts")]
    public async Task A_body_that_is_damaged_or_ends_early_is_answered_and_is_no_fault_of_the_server(string method, string path)
    {
        using var own = await OwnProject.CreateAsync(shared.Server);
        using var http = own.Server.Client();
        foreach (var body in (byte[][])[[], "{\"token\": "u8.ToArray(), "[]"u8.ToArray(), "{\"token\": 7, \"info\": []}"u8.ToArray(), [0xff, 0xfe, 0], new byte[100_000]])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v4/" + path) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await http.SendAsync(request);
            ((int)answer.StatusCode).ShouldBeInRange(400, 403, $"{method} {path} with {body.Length} bytes");
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        }

        // The connection goes while the body is on its way.
        using (var client = new System.Net.Sockets.TcpClient())
        {
            var url = new Uri(own.Server.Url);
            await client.ConnectAsync(url.Host, url.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{method} /api/v4/{path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{\"token\""));
            client.Client.LingerState = new System.Net.Sockets.LingerOption(true, 0);
        }

        (await http.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
        own.Server.Log.ShouldNotContain("unhandled exception");
    }
}
