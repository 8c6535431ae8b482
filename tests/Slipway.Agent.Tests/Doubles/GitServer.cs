using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Slipway.Testing;

namespace Slipway.Agent.Tests.Doubles;

/// <summary>Repositories over HTTP by git's own CGI program, for who knows the password.</summary>
sealed class GitServer : IDisposable
{
    public const string Password = "the-jobs-git-password";

    readonly TempFolder folder = new();

    /// <summary>Makes a repository with these files in one commit on main; gives the commit.</summary>
    public async Task<string> CreateAsync(string name, params (string Path, string Text)[] files)
    {
        var work = folder["work-" + name];
        await Tool.RunAsync("git", "init", "--quiet", "-b", "main", work);
        await CommitAsync(name, files);
        await Tool.RunAsync("git", "clone", "--quiet", "--bare", work, Bare(name));
        await Tool.RunAsync("git", "-C", Bare(name), "config", "uploadpack.allowAnySHA1InWant", "true");
        return await HeadAsync(name);
    }

    public async Task<string> PushAsync(string name, params (string Path, string Text)[] files)
    {
        await CommitAsync(name, files);
        await Tool.RunAsync("git", "-C", folder["work-" + name], "push", "--quiet", Bare(name), "main");
        return await HeadAsync(name);
    }

    public string Work(string name) => folder["work-" + name];

    public async Task HandleAsync(HttpContext context)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"gitlab-ci-token:{Password}"));
        if (context.Request.Headers.Authorization != expected)
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
            return;
        }

        var start = new ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["GIT_PROJECT_ROOT"] = folder.Path;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["PATH_INFO"] = context.Request.Path.Value!["/git".Length..];
        start.Environment["QUERY_STRING"] = context.Request.QueryString.Value?.TrimStart('?');
        start.Environment["REQUEST_METHOD"] = context.Request.Method;
        start.Environment["CONTENT_TYPE"] = context.Request.ContentType;
        start.Environment["HTTP_CONTENT_ENCODING"] = context.Request.Headers.ContentEncoding.ToString();
        start.Environment["GIT_PROTOCOL"] = context.Request.Headers["Git-Protocol"].ToString();
        using var process = Process.Start(start)!;
        await context.Request.Body.CopyToAsync(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        using var answer = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(answer);
        await process.WaitForExitAsync();
        var bytes = answer.ToArray();
        var split = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(bytes, 0, split).Split("\r\n"))
        {
            var (name, value) = (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
            if (name == "Status")
                context.Response.StatusCode = int.Parse(value[..3], CultureInfo.InvariantCulture);
            else
                context.Response.Headers[name] = value;
        }

        await context.Response.Body.WriteAsync(bytes.AsMemory(split + 4));
    }

    public void Dispose() => folder.Dispose();

    string Bare(string name) => folder[name + ".git"];

    async Task CommitAsync(string name, (string Path, string Text)[] files)
    {
        var work = folder["work-" + name];
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(work, path))!);
            await File.WriteAllTextAsync(Path.Combine(work, path), text);
        }

        await Tool.RunAsync("git", "-C", work, "add", "--all");
        await Tool.RunAsync("git", "-C", work, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "--allow-empty", "-m", "change");
    }

    async Task<string> HeadAsync(string name) => (await Tool.RunAsync("git", "-C", folder["work-" + name], "rev-parse", "HEAD")).Trim();
}
