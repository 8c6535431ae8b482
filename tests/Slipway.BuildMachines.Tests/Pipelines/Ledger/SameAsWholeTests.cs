using System.Globalization;
using System.Text;
using Slipway.BuildMachines.Jobs;

namespace Slipway.BuildMachines.Tests.Pipelines.Ledger;

/// <summary>However jobs end, and whatever people do to them: what the ledger makes of it is what looking at every job would make of it.</summary>
public sealed class SameAsWholeTests
{
    static readonly string[] Whens = ["on_success", "on_success", "on_success", "on_failure", "always", "manual", "delayed, start_in: 1 hour"];

    [Fact]
    public async Task Pipelines_at_random_go_on_as_if_all_their_jobs_were_looked_at()
    {
        await using var rig = await LedgerRig.StartAsync();
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            var yaml = Configuration(random);
            var pipeline = await rig.MakeAsync(yaml);
            var story = new StringBuilder(yaml);
            await CompareAsync(rig, pipeline, (await rig.LoadAsync(pipeline)).Jobs, story);
            for (var step = 0; step < 14; step++)
            {
                var jobs = (await rig.LoadAsync(pipeline)).Jobs;
                await ActAsync(rig, random, jobs, pipeline, story);
                await CompareAsync(rig, pipeline, jobs, story);
            }
        }
    }

    /// <summary>Does something to a job, and to the copy of its row.</summary>
    static async Task ActAsync(LedgerRig rig, Random random, List<Job> jobs, long pipeline, StringBuilder story)
    {
        var job = jobs[random.Next(jobs.Count)];
        story.Append(CultureInfo.InvariantCulture, $"\n{job.Name} ({job.State}): ");
        switch (job.State)
        {
            case JobState.Pending when random.Next(5) == 0:
                story.Append("runs");
                job.State = JobState.Running;
                await rig.RunAsync(job.Id);
                break;
            case JobState.Pending or JobState.Running:
                var well = random.Next(3) > 0;
                story.Append(well ? "succeeds" : "fails");
                job.State = well ? JobState.Success : JobState.Failed;
                await (well ? rig.SucceedAsync(job.Id) : rig.FailAsync(job.Id));
                break;
            case JobState.Manual or JobState.Scheduled:
                story.Append("is played");
                job.State = JobState.Pending;
                WholeProgress.Reopen(job, jobs);
                await rig.Control.PlayAsync(job.Id, new Doer("ada", null), TestContext.Current.CancellationToken);
                break;
            case JobState.Failed or JobState.Canceled or JobState.Success when random.Next(2) == 0:
                story.Append("is retried");
                job.State = JobState.Pending;
                WholeProgress.Reopen(job, jobs);
                await rig.Control.RetryJobAsync(job.Id, new Doer("ada", null), TestContext.Current.CancellationToken);
                break;
            case JobState.Failed:
                story.Append("all are retried");
                foreach (var ended in jobs.Where(it => it.State is JobState.Failed or JobState.Canceled).ToList())
                {
                    ended.State = JobState.Pending;
                    WholeProgress.Reopen(ended, jobs);
                }

                await rig.Control.RetryAsync(pipeline, new Doer("ada", null), TestContext.Current.CancellationToken);
                break;
            case JobState.Created when random.Next(6) == 0:
                story.Append("all are canceled");
                jobs.Where(it => !it.State.IsOver()).ToList().ForEach(it => it.State = JobState.Canceled);
                await rig.Control.CancelAsync(pipeline, TestContext.Current.CancellationToken);
                break;
            default:
                story.Append("nothing");
                break;
        }
    }

    static async Task CompareAsync(LedgerRig rig, long pipeline, List<Job> expected, StringBuilder story)
    {
        var state = WholeProgress.Advance(expected);
        var there = await rig.LoadAsync(pipeline);
        string Tell(IEnumerable<Job> jobs) => string.Join(", ", jobs.OrderBy(job => job.Name, StringComparer.Ordinal).Select(job => $"{job.Name} {job.State}"));
        Tell(there.Jobs).ShouldBe(Tell(expected), story.ToString());
        there.Pipeline.State.ShouldBe(state, story.ToString());
        (there.Pipeline.FinishedAt is not null).ShouldBe(state is Contracts.BuildMachines.PipelineState.Success or Contracts.BuildMachines.PipelineState.Failed
            or Contracts.BuildMachines.PipelineState.Canceled or Contracts.BuildMachines.PipelineState.Skipped, story.ToString());
    }

    static string Configuration(Random random)
    {
        var yaml = new StringBuilder("stages: [a, b, c, d]\n");
        var jobs = random.Next(2, 9);
        for (var number = 0; number < jobs; number++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"j{number}: {{ stage: {"abcd"[number * 4 / jobs]}, script: [x], when: {(number == 0 ? "on_success" : Whens[random.Next(Whens.Length)])}");
            if (random.Next(4) == 0)
            {
                yaml.Append(CultureInfo.InvariantCulture, $", allow_failure: {(random.Next(3) > 0 ? "true" : "false")}");
            }

            if (random.Next(3) == 0)
            {
                var needs = Enumerable.Range(0, number).Where(_ => random.Next(3) == 0).Select(other => $"j{other}");
                yaml.Append(CultureInfo.InvariantCulture, $", needs: [{string.Join(", ", needs)}]");
            }

            yaml.Append(" }\n");
        }

        return yaml.ToString();
    }
}
