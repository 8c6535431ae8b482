using System.IO.Compression;
using System.Text;
using Slipway.Agent.Tests.Doubles;
using static Slipway.Agent.Tests.Doubles.Job;

namespace Slipway.Agent.Tests.Artifacts;

public sealed class ArtifactTests : RunnerTest
{
    [Fact]
    public async Task An_archive_has_what_the_patterns_name_without_what_they_exclude()
    {
        var job = Coordinator.Enqueue(Of("mkdir -p out/a/b other && echo 1 > out/a/b/x.deb && echo 2 > out/y.deb && echo 3 > out/z.log && ln -s /etc/shadow out/link && chmod 750 out/y.deb", "touch other/not")
            .Artifact("pkg-$CI", ["out/", "nothing/*.x", "$CI_PROJECT_DIR/other/**/n*", "../up", "/etc/passwd"], exclude: ["**/*.log"]));
        var trace = await job.EndAsync();
        job.State.ShouldBe("success", trace);
        var upload = job.Uploads.Single();
        (upload.FileName, upload.Type, upload.Format, upload.ExpireIn).ShouldBe(("pkg-true.zip", "archive", "zip", "7 days"));
        using var zip = new ZipArchive(new MemoryStream(upload.Bytes));
        zip.Entries.Select(entry => entry.FullName).ShouldBe(["other/not", "out/", "out/a/", "out/a/b/", "out/a/b/x.deb", "out/link", "out/y.deb"]);
        new StreamReader(zip.GetEntry("out/link")!.Open()).ReadToEnd().ShouldBe("/etc/shadow");
        ((zip.GetEntry("out/y.deb")!.ExternalAttributes >> 16) & 0xffff).ShouldBe(Convert.ToInt32("100750", 8));
        trace.ShouldContain("nothing/*.x: no matching files");
        trace.ShouldContain("../up: not below the work tree");
        trace.ShouldContain("/etc/passwd: not below the work tree");
    }

    [Fact]
    public async Task A_link_on_the_way_leads_the_runner_nowhere()
    {
        var job = Coordinator.Enqueue(Of("ln -s /etc dir", "ln -s / up", "mkfifo pipe", "touch real").Artifact("", ["dir/passwd", "dir/*", "up/**", "pipe", "real"]));
        var trace = await job.EndAsync();
        job.State.ShouldBe("success", trace);
        using var zip = new ZipArchive(new MemoryStream(job.Uploads.Single().Bytes));
        zip.Entries.Select(entry => entry.FullName).ShouldBe(["real"]);
    }

    [Fact]
    public async Task Reports_come_as_gzip_also_of_a_job_that_failed()
    {
        var job = Coordinator.Enqueue(Of("echo '<a/>' > a.xml", "echo '<b/>' > b.xml", "echo A=1 > build.env", "false")
            .Artifact("junit.xml", ["*.xml"], when: "always", type: "junit", format: "gzip").Artifact(".env", ["build.env"], when: "always", type: "dotenv", format: "gzip")
            .Artifact("ok", ["a.xml"]).Artifact("bad", ["b.xml"], when: "on_failure"));
        await job.EndAsync();
        job.Uploads.Select(upload => (upload.FileName, upload.Type, upload.Format)).ShouldBe([("junit.xml.gz", "junit", "gzip"), (".env.gz", "dotenv", "gzip"), ("bad.zip", "archive", "zip")]);
        Unpacked(job.Uploads.First().Bytes).ShouldBe("<a/>\n<b/>\n");
        Encoding.ASCII.GetString(job.Uploads.First().Bytes, 10, 5).ShouldBe("a.xml");
        Unpacked(job.Uploads.ElementAt(1).Bytes).ShouldBe("A=1\n");
    }

    [Fact]
    public async Task Untracked_files_come_too()
    {
        var commit = await Coordinator.Git.CreateAsync("u", ("tracked", "x"), (".gitignore", "*.o\n"));
        var job = Coordinator.Enqueue(Of("touch made.o 'with space'").From(Coordinator, "u", commit).Artifact("", [], untracked: true));
        var trace = await job.EndAsync();
        using var zip = new ZipArchive(new MemoryStream(job.Uploads.Single().Bytes));
        zip.Entries.Select(entry => entry.FullName).ShouldBe(["made.o", "with space"], trace);
    }

    [Fact]
    public async Task An_upload_is_tried_again_and_then_fails_the_job()
    {
        var job = Coordinator.Enqueue(Of("touch x").Artifact("", ["x"]));
        Coordinator.Next("POST", "/artifacts", 500);
        (await job.EndAsync()).ShouldContain("500 Internal Server Error, trying again");
        job.State.ShouldBe("success");

        job = Coordinator.Enqueue(Of("touch x").Artifact("", ["x"]));
        Coordinator.Next("POST", "/artifacts", 413);
        (await job.EndAsync()).ShouldContain("too large archive");
        job.State.ShouldBe("failed");
    }

    [Fact]
    public async Task The_artifacts_of_a_dependency_are_in_the_tree_and_the_jobs()
    {
        var first = Coordinator.Enqueue(Of("mkdir -p out && echo built > out/x && ln -s x out/l && chmod 755 out/x").Artifact("", ["out"]));
        await first.EndAsync();
        first.Artifact = first.Uploads.Single().Bytes;
        var payload = Of("cat out/l", "stat -c '%a %u' out/x", "id -u", "echo more >> out/x");
        payload["dependencies"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject
        {
            ["id"] = first.Id, ["token"] = first.Token, ["name"] = "compile", ["artifacts_file"] = new System.Text.Json.Nodes.JsonObject { ["filename"] = "artifacts.zip", ["size"] = first.Artifact.Length },
        });
        var trace = await Coordinator.Enqueue(payload).EndAsync();
        trace.ShouldContain("\nbuilt\n");
        trace.ShouldMatch("\n755 19000000[0-9]{2}\n");
        trace.ShouldEndWith("Job succeeded\e[0;m\n");
    }

    [Fact]
    public async Task A_dependency_that_is_gone_fails_the_job()
    {
        var payload = Of("echo not-reached");
        payload["dependencies"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["id"] = 5, ["token"] = "t", ["name"] = "compile", ["artifacts_file"] = new System.Text.Json.Nodes.JsonObject { ["filename"] = "artifacts.zip", ["size"] = 1 } });
        var job = Coordinator.Enqueue(payload);
        (await job.EndAsync()).ShouldContain("Downloading artifacts for compile (5)... 404 Not Found");
        job.FailureReason.ShouldBe("runner_system_failure");
    }

    [Theory]
    [InlineData("../../out")]
    [InlineData("/etc/slipway-escaped")]
    [InlineData("dir/escaped")]
    public async Task An_archive_that_leads_out_is_refused(string name)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var link = zip.CreateEntry("dir");
            link.ExternalAttributes = Convert.ToInt32("120777", 8) << 16;
            using (var target = link.Open())
                target.Write("/tmp"u8);
            using var content = zip.CreateEntry(name).Open();
            content.Write("x"u8);
        }

        var first = Coordinator.Enqueue(Of("true"));
        await first.EndAsync();
        first.Artifact = bytes.ToArray();
        var payload = Of("echo not-reached");
        payload["dependencies"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["id"] = first.Id, ["token"] = first.Token, ["name"] = "evil", ["artifacts_file"] = new System.Text.Json.Nodes.JsonObject { ["filename"] = "artifacts.zip", ["size"] = 1 } });
        var job = Coordinator.Enqueue(payload);
        (await job.EndAsync()).ShouldContain("the archive is refused");
        File.Exists("/tmp/escaped").ShouldBeFalse();
    }

    static string Unpacked(byte[] bytes) => new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)).ReadToEnd();
}
