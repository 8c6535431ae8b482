using System.CommandLine;
using Slipway.Contracts.BuildMachines;

namespace Slipway.Cli.Commands;

static class JobCommand
{
    static readonly Argument<long> s_id = new("ID") { Description = "As slipway pipeline show shows it" };
    static readonly Option<bool> s_follow = new("--follow", "-f") { Description = "Until the job is over" };
    static readonly Option<int?> s_attempt = new("--attempt") { Description = "An earlier attempt's, whose runner was lost", HelpName = "N" };
    static readonly Argument<int> s_priority = new("PRIORITY") { Description = "-1000 to 1000; 0 unless set, higher is sooner" };

    public static Command Create() => new("job", "Jobs of pipelines")
    {
        Show(), Trace(), Why(), Change("cancel", "Cancel it"), Change("retry", "Run it again, as a new job"), Change("play", "Start a manual or delayed job"),
        Change("keep", "Keep its artifacts for good"), Prefer(),
    };

    static Command Show()
    {
        var command = new Command("show", "One job") { s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var id = session.Parsed.GetValue(s_id);
            return Told(session, await session.Client.Pipelines.JobAsync(await session.Client.Pipelines.ProjectOfJobAsync(id, ct), id, ct));
        }));
        return command;
    }

    // The job's own bytes, colours and all: that is what was asked for.
    static Command Trace()
    {
        var command = new Command("trace", "What a job wrote; with --follow its result is the exit code") { s_id, s_follow, s_attempt };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var (id, follow, wanted) = (session.Parsed.GetValue(s_id), session.Parsed.GetValue(s_follow), session.Parsed.GetValue(s_attempt));
            var project = await session.Client.Pipelines.ProjectOfJobAsync(id, ct);
            await using var output = Console.OpenStandardOutput();
            var (offset, attempt) = (0L, wanted);
            while (true)
            {
                var piece = await session.Client.Pipelines.TraceAsync(project, id, offset, attempt, follow, ct);
                if (wanted is null && attempt is { } before && piece.Attempt != before)
                {
                    await Console.Error.WriteLineAsync($"slipway: the runner was lost; attempt {piece.Attempt} begins");
                    (offset, attempt) = (0, piece.Attempt);
                    continue;
                }

                attempt ??= piece.Attempt;
                await output.WriteAsync(piece.Bytes, ct);
                await output.FlushAsync(ct);
                offset = piece.Next;
                if (piece.Bytes.Length == 0 && (piece.IsLast || !follow || wanted is not null))
                    return !follow || piece.State == "success" ? ExitCode.Done : ExitCode.Failed;
            }
        }));
        return command;
    }

    static Command Why()
    {
        var command = new Command("why", "Why a job does not run") { s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var id = session.Parsed.GetValue(s_id);
            var reason = await session.Client.Pipelines.WhyAsync(await session.Client.Pipelines.ProjectOfJobAsync(id, ct), id, ct);
            return session.Answer(reason, BuildMachinesJson.Default.WaitReason, to =>
            {
                to.WriteLine(Plain.Line(reason.Why));
                if (reason.Remedy is not null)
                    to.WriteLine("  " + Plain.Line(reason.Remedy));
                if (reason.Runners.Count == 0)
                    return;
                to.WriteLine();
                Table.Write(to, ["RUNNER", "ONLINE", "DESCRIPTION", "OBSTACLE"],
                    reason.Runners.Select(one => new[] { $"{one.Id}", one.Online ? "yes" : "no", one.Description, one.Obstacle ?? "none" }));
            });
        }));
        return command;
    }

    static Command Change(string what, string description)
    {
        var command = new Command(what, description) { s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var id = session.Parsed.GetValue(s_id);
            return Told(session, await session.Client.Pipelines.ChangeJobAsync(await session.Client.Pipelines.ProjectOfJobAsync(id, ct), id, what, ct));
        }));
        return command;
    }

    static Command Prefer()
    {
        var command = new Command("priority", "Let a waiting job have its turn sooner or later") { s_id, s_priority };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var id = session.Parsed.GetValue(s_id);
            return Told(session, await session.Client.Pipelines.PreferAsync(await session.Client.Pipelines.ProjectOfJobAsync(id, ct), id, session.Parsed.GetValue(s_priority), ct));
        }));
        return command;
    }

    static int Told(Session session, JobInfo job) => session.Answer(job, BuildMachinesJson.Default.JobInfo, to => Table.WritePairs(
        to,
        ("Job", $"{job.Id} {job.Name}"),
        ("Pipeline", $"{job.Pipeline}"),
        ("Stage", job.Stage),
        ("State", job.State + (job.FailureReason is null ? "" : $" ({job.FailureReason}{(job.ExitCode is { } code ? $", exit code {code}" : "")})")),
        ("Tags", job.Tags.Count == 0 ? null : string.Join(", ", job.Tags)),
        ("Runner", job.Runner),
        ("Attempt", job.Attempt == 0 ? null : $"{job.Attempt}"),
        ("By", job.By),
        ("Started", job.StartedAt is null ? null : Plain.Instant(job.StartedAt)),
        ("Finished", job.FinishedAt is null ? null : Plain.Instant(job.FinishedAt)),
        ("Coverage", job.Coverage is { } percent ? $"{percent:0.##} %" : null),
        ("Started", job.Downstream is { } downstream ? $"pipeline {downstream}" : null),
        ("Artifacts", job.Artifacts.Count == 0 ? null : string.Join(", ", job.Artifacts.Select(file => $"{file.Type} {file.FileName} ({Plain.Size(file.Size)})")))));
}
