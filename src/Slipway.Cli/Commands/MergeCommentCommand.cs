using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;

namespace Slipway.Cli.Commands;

static class MergeCommentCommand
{
    static readonly Argument<string> s_body = new("TEXT") { Description = "What there is to say; - reads it from standard input" };
    static readonly Option<string?> s_path = new("--path") { Description = "The file that it is about", HelpName = "FILE" };
    static readonly Option<int?> s_line = new("--line") { Description = "Its line, from 1", HelpName = "N" };
    static readonly Option<bool> s_old = new("--old") { Description = "The line is one of the file before" };

    public static void AddTo(Command mergeRequests, Argument<string> project, Argument<long> number)
    {
        var comment = new Command("comment", "Say something of it, or of a line") { project, number, s_body, s_path, s_line, s_old };
        comment.SetAction(Session.Run(async (session, ct) =>
        {
            var parsed = session.Parsed;
            var text = parsed.GetValue(s_body)!;
            var body = new AddComment(
                text == "-" ? await Console.In.ReadToEndAsync(ct) : text, parsed.GetValue(s_path), parsed.GetValue(s_line), parsed.GetValue(s_old));
            var made = await session.Client.MergeRequests.CommentAsync(Names.Project(parsed.GetValue(project)!), parsed.GetValue(number), body, ct);
            return session.Answer(made, ContractsJson.Default.CommentInfo, to => Write(to, made));
        }));
        var comments = new Command("comments", "What was said of it, oldest first") { project, number };
        comments.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.MergeRequests.CommentsAsync(Names.Project(session.Parsed.GetValue(project)!), session.Parsed.GetValue(number), ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListCommentInfo, to => all.ToList().ForEach(one => Write(to, one)));
        }));
        mergeRequests.Add(comment);
        mergeRequests.Add(comments);
    }

    static void Write(TextWriter to, CommentInfo one)
    {
        var place = one.Path is null ? "" : $" on {one.Path}:{one.Line}{(one.Old ? " (before)" : "")}{(one.NowPath is null ? " (outdated)" : "")}";
        to.WriteLine(Plain.Line($"{one.Author}{place}, {one.At.ToUniversalTime():yyyy-MM-dd HH:mm}"));
        foreach (var line in one.Body.Split('\n'))
            to.WriteLine("  " + Plain.Line(line));
    }
}
