using System.Net;
using System.Net.Http.Json;
using System.Text;
using Slipway.Contracts.BuildMachines;
using Slipway.Testing;

namespace Slipway.BuildMachines.Tests.Pipelines;

/// <summary>Configuration of another host: from those that the operator named, and from there only.</summary>
public sealed class RemoteIncludeTests(SharedServer shared)
{
    [Fact]
    public async Task Files_come_from_hosts_that_the_operator_named_and_from_no_others()
    {
        using var named = new Site();
        using var other = new Site();
        named.Files["/build.yml"] = "theirs: { script: [make] }";
        named.Files["/large.yml"] = "# " + new string('x', 1 << 20);
        other.Files["/build.yml"] = "theirs: { script: [make] }";
        named.Redirects["/moved.yml"] = other.Url + "/build.yml";
        await using var server = await ServerProcess.StartAsync(null, "--Includes:Remote:0=" + named.Url);
        using var project = await OwnProject.CreateAsync(server);

        (await RunAsync(project, named.Url + "/build.yml")).ShouldContain("theirs");
        (await RunAsync(project, named.Url + "/none.yml")).ShouldContain("404");
        (await RunAsync(project, named.Url + "/large.yml")).ShouldContain("larger than 1024 KiB");
        (await RunAsync(project, named.Url + "/moved.yml")).ShouldContain("302");
        (await RunAsync(project, other.Url + "/build.yml")).ShouldContain("ci.remote");
        other.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_read_unless_the_operator_says_so()
    {
        using var site = new Site();
        site.Files["/build.yml"] = "theirs: { script: [make] }";
        using var project = await OwnProject.CreateAsync(shared.Server);
        (await RunAsync(project, site.Url + "/build.yml")).ShouldContain("ci.remote");
        site.Asked.ShouldBe(0);
    }

    static async Task<string> RunAsync(OwnProject project, string url)
    {
        await project.PushAsync($"include: '{url}'\nown: {{ script: [make] }}", "-o", "ci.skip");
        var answer = await project.Admin.PostAsJsonAsync($"{project.Api}/pipelines", new RunPipeline(null, null, null), TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    sealed class Site : IDisposable
    {
        readonly HttpListener listener = new();

        public Site()
        {
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
            }

            listener.Prefixes.Add(Url + "/");
            listener.Start();
            _ = ServeAsync();
        }

        public string Url { get; }

        public int Asked { get; private set; }

        public Dictionary<string, string> Files { get; } = [];

        public Dictionary<string, string> Redirects { get; } = [];

        public void Dispose() => listener.Close();

        async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    Asked++;
                    var path = context.Request.Url!.AbsolutePath;
                    if (Redirects.TryGetValue(path, out var to))
                    {
                        context.Response.Redirect(to);
                    }
                    else if (Files.TryGetValue(path, out var text))
                    {
                        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
                    }
                    else
                    {
                        context.Response.StatusCode = 404;
                    }

                    context.Response.Close();
                }
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
