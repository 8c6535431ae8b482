using System.CommandLine;
using Slipway.Client;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;

namespace Slipway.Cli.Commands;

static class MergeRequestCommand
{
    static readonly Argument<string> s_project = Names.ProjectArgument();
    static readonly Argument<long> s_number = new("NUMBER") { Description = "As the list shows it" };
    static readonly Argument<string> s_source = new("BRANCH") { Description = "The branch to be merged; it is pushed already" };
    static readonly Option<string?> s_target = new("--target") { Description = "Where to; else the default branch", HelpName = "BRANCH" };
    static readonly Option<string?> s_title = new("--title") { Description = "Else the commit's", HelpName = "TEXT" };
    static readonly Option<string?> s_description = new("--description") { Description = "What it is about", HelpName = "TEXT" };
    static readonly Option<bool> s_draft = new("--draft") { Description = "Not to be merged yet" };
    static readonly Option<bool> s_squash = new("--squash") { Description = "One commit is made of all" };
    static readonly Option<bool> s_noSquash = new("--merge") { Description = "A merge commit is made" };
    static readonly Option<bool> s_queue = new("--queue") { Description = "Through the merge queue, which tests what the target will be" };
    static readonly Option<string?> s_message = new("--message") { Description = "Of the new commit", HelpName = "TEXT" };
    static readonly Option<bool> s_ready = new("--ready") { Description = "No draft any more" };
    static readonly Option<string[]> s_labels = new("--label") { Description = "A label; may be given more than once, and these take the place of all", HelpName = "NAME" };
    static readonly Option<string[]> s_reviewers = new("--reviewer") { Description = "A user who is asked to look at it; as for labels", HelpName = "USER" };
    static readonly Option<string[]> s_assignees = new("--assignee") { Description = "A user who brings it to its end; as for labels", HelpName = "USER" };
    static readonly Option<bool> s_fastForward = new("--fast-forward") { Description = "No commit is made" };
    static readonly Option<bool> s_remove = new("--remove-source-branch") { Description = "The branch goes when it is merged" };
    static readonly Option<bool> s_wait = new("--when-pipeline-succeeds") { Description = "Now, or as soon as the pipeline has succeeded" };
    static readonly Option<string?> s_commit = new("--commit") { Description = "Only if this is still its head", HelpName = "SHA" };
    static readonly Option<string> s_state = new Option<string>("--state") { Description = "Which", DefaultValueFactory = _ => "opened" }.AcceptOnlyFromAmong("opened", "merged", "closed", "all");

    public static Command Create()
    {
        var command = new Command("mr", "Merge requests") { CreateOne(), List(), Show(), Change(), Approve(), Merge(), Close(), Reopen(), MergeRulesCommand.Create(s_project) };
        MergeCommentCommand.AddTo(command, s_project, s_number);
        MergeQueueCommand.AddTo(command, s_project, s_number);
        command.Aliases.Add("merge-request");
        return command;
    }

    static Command CreateOne()
    {
        var command = new Command("create", "Open a merge request") { s_project, s_source, s_target, s_title, s_description, s_draft, s_squash, s_remove, s_labels, s_reviewers, s_assignees };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var parsed = session.Parsed;
            var made = await session.Client.MergeRequests.CreateAsync(
                Project(session),
                new CreateMergeRequest(
                    parsed.GetValue(s_source)!, parsed.GetValue(s_target), parsed.GetValue(s_title), parsed.GetValue(s_description), parsed.GetValue(s_squash), parsed.GetValue(s_remove),
                    parsed.GetValue(s_labels), parsed.GetValue(s_reviewers), parsed.GetValue(s_draft), parsed.GetValue(s_assignees)),
                ct);
            return Answer(session, made);
        }));
        return command;
    }

    static Command List()
    {
        var command = new Command("list", "A project's merge requests, newest first") { s_project, s_state };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.MergeRequests.ListAsync(Project(session), session.Parsed.GetValue(s_state)!, ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListMergeRequestInfo, to => Table.Write(to, ["NUMBER", "STATE", "BY", "FROM", "INTO", "TITLE"],
                all.Select(one => new[] { $"{one.Number}", one.State, one.Author, one.SourceBranch, one.TargetBranch, one.Title })));
        }));
        return command;
    }

    static Command Show()
    {
        var command = new Command("show", "One merge request, and what is in its way") { s_project, s_number };
        command.SetAction(Session.Run(async (session, ct) => Answer(session, await session.Client.MergeRequests.FindAsync(Project(session), Number(session), ct))));
        return command;
    }

    static Command Change()
    {
        var command = new Command("change", "Change what it says, or where it goes") { s_project, s_number, s_title, s_description, s_target, s_draft, s_ready, s_labels, s_reviewers, s_assignees };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var parsed = session.Parsed;
            bool? draft = parsed.GetValue(s_draft) ? true : parsed.GetValue(s_ready) ? false : null;
            var body = new ChangeMergeRequest(
                parsed.GetValue(s_title), parsed.GetValue(s_description), parsed.GetValue(s_target), Labels: Given(parsed.GetValue(s_labels)), Reviewers: Given(parsed.GetValue(s_reviewers)),
                Draft: draft, Assignees: Given(parsed.GetValue(s_assignees)));
            return Answer(session, await session.Client.MergeRequests.ChangeAsync(Project(session), Number(session), body, ct));
        }));
        return command;
    }

    static Command Approve()
    {
        var command = new Command("approve", "Approve what is its head now") { s_project, s_number };
        command.SetAction(Session.Run(async (session, ct) => Answer(session, await session.Client.MergeRequests.ApproveAsync(Project(session), Number(session), ct))));
        return command;
    }

    static Command Merge()
    {
        var command = new Command("merge", "Merge it") { s_project, s_number, s_noSquash, s_squash, s_fastForward, s_queue, s_remove, s_wait, s_commit, s_message };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var parsed = session.Parsed;
            var method = parsed.GetValue(s_squash) ? "squash" : parsed.GetValue(s_fastForward) ? "fast-forward" : parsed.GetValue(s_noSquash) ? "merge" : null;
            var wanted = new MergeNow(parsed.GetValue(s_commit), method, parsed.GetValue(s_wait), parsed.GetValue(s_remove) ? true : null, parsed.GetValue(s_message), parsed.GetValue(s_queue));
            return Answer(session, await session.Client.MergeRequests.MergeAsync(Project(session), Number(session), wanted, ct));
        }));
        return command;
    }

    static Command Close()
    {
        var command = new Command("close", "Close it without merging") { s_project, s_number };
        command.SetAction(Session.Run(async (session, ct) => Answer(session, await session.Client.MergeRequests.CloseAsync(Project(session), Number(session), ct))));
        return command;
    }

    static Command Reopen()
    {
        var command = new Command("reopen", "Open it again after it was closed") { s_project, s_number };
        command.SetAction(Session.Run(async (session, ct) => Answer(session, await session.Client.MergeRequests.ReopenAsync(Project(session), Number(session), ct))));
        return command;
    }

    static string[]? Given(string[]? values) => values is { Length: > 0 } ? values : null;

    public static int Answer(Session session, MergeRequestDetail detail) => session.Answer(detail, ContractsJson.Default.MergeRequestDetail, to => Write(to, detail));

    static void Write(TextWriter to, MergeRequestDetail detail)
    {
        var one = detail.MergeRequest;
        Table.WritePairs(
            to,
            ("Merge request", $"!{one.Number} {one.Title}"),
            ("State", one.State + (one.AutoMerge ? ", merged when its pipeline succeeds" : "")),
            ("Branches", $"{one.SourceBranch} into {one.TargetBranch}"),
            ("By", one.Author),
            ("Head", one.SourceCommit),
            ("Merged as", one.MergeCommit is null ? null : $"{one.MergeCommit} by {one.MergedBy}"),
            ("Labels", one.Labels.Count == 0 ? null : string.Join(", ", one.Labels)),
            ("Assigned to", one.Assignees.Count == 0 ? null : string.Join(", ", one.Assignees)),
            ("Reviewers", one.Reviewers.Count == 0 ? null : string.Join(", ", one.Reviewers)),
            ("Queue", detail.Queue is { } queue ? $"{(queue.Position > 0 ? $"turn {queue.Position}, " : "")}{queue.State}{(queue.Why is null ? "" : ": " + Plain.Line(queue.Why))}" : null),
            ("Pipeline", detail.Pipeline is { } pipeline ? $"{pipeline.Id} {pipeline.State}" : null),
            ("Approved by", detail.ApprovedBy.Count == 0 ? null : string.Join(", ", detail.ApprovedBy)),
            ("URL", one.Url));
        foreach (var block in detail.Blocks.Where(_ => one.State == "opened"))
            to.WriteLine($"In the way:    {Plain.Line(block.Text)}");
    }

    static RepositoryName Project(Session session) => Names.Project(session.Parsed.GetValue(s_project)!);

    static long Number(Session session) => session.Parsed.GetValue(s_number);
}
