using System.IO.Compression;
using System.Net;
using System.Text;

namespace Slipway.BuildMachines.Tests.Pipelines;

public sealed class ArtifactConfigurationTests(SharedServer shared)
{
    [Fact]
    public async Task A_child_pipeline_is_made_of_a_configuration_that_a_job_wrote()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, """
            stages: [make, run]
            generate: { stage: make, script: [./generate], artifacts: { paths: [child.yml] } }
            child: { stage: run, trigger: { include: [{ artifact: child.yml, job: generate }], strategy: depend } }
            """);
        using var runner = await own.RunnerAsync(runUntagged: true);
        var pipeline = await own.RunAsync();
        var generate = await runner.TakeAsync();
        (await generate.UploadAsync(Zip("child.yml", "made: { script: [make] }\n"), "artifacts.zip", "artifact_type=archive&artifact_format=zip")).StatusCode.ShouldBe(HttpStatusCode.Created);
        await generate.SucceedAsync();
        var made = await runner.TakeAsync();
        made.Name.ShouldBe("made");
        await made.SucceedAsync();
        await own.JobBecomesAsync(pipeline.Jobs.Single(job => job.Name == "child").Id, "success");
    }

    [Fact]
    public async Task A_file_that_the_job_did_not_leave_fails_the_trigger()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, """
            stages: [make, run]
            generate: { stage: make, script: [./generate], artifacts: { paths: [other.yml] } }
            child: { stage: run, trigger: { include: [{ artifact: child.yml, job: generate }] } }
            """);
        using var runner = await own.RunnerAsync(runUntagged: true);
        var pipeline = await own.RunAsync();
        var generate = await runner.TakeAsync();
        (await generate.UploadAsync(Zip("other.yml", "x"), "artifacts.zip", "artifact_type=archive&artifact_format=zip")).StatusCode.ShouldBe(HttpStatusCode.Created);
        await generate.SucceedAsync();
        var child = await own.JobBecomesAsync(pipeline.Jobs.Single(job => job.Name == "child").Id, "failed");
        (await own.Admin.GetStringAsync($"{own.Api}/jobs/{child.Id}/trace")).ShouldContain("no file child.yml");
    }

    [Fact]
    public async Task Coverage_is_read_from_the_trace_and_the_last_match_counts()
    {
        using var own = await OwnProject.CreateAsync(shared.Server, "test: { script: [make], coverage: '/Lines: (\\d+\\.\\d+)%/' }");
        using var runner = await own.RunnerAsync(runUntagged: true);
        await own.RunAsync();
        var test = await runner.TakeAsync();
        await test.TraceAsync("Lines: 12.5%\n\u001b[32mLines: 81.25%\u001b[0;m of all\nbye\n");
        await test.SucceedAsync();
        (await own.JobAsync(test.Id)).Coverage.ShouldBe(81.25);
    }

    static byte[] Zip(string name, string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
