using System.CommandLine;
using Slipway.Contracts;

namespace Slipway.Cli.Commands;

static class MergeQueueCommand
{
    static readonly Option<string?> s_target = new("--target") { Description = "The queue of this branch; else all", HelpName = "BRANCH" };

    public static void AddTo(Command mergeRequests, Argument<string> project, Argument<long> number)
    {
        var queue = new Command("queue", "What is in the merge queue, first first") { project, s_target };
        queue.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.MergeRequests.QueueAsync(Names.Project(session.Parsed.GetValue(project)!), session.Parsed.GetValue(s_target), ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListMergeQueueEntry, to => Table.Write(to, ["INTO", "TURN", "NUMBER", "STATE", "PIPELINE", "BY", "TITLE", "WHY"],
                all.Select(one => new[] { one.Target, $"{one.Position}", $"{one.Number}", one.State, one.Pipeline is { } pipeline ? $"{pipeline.Id}" : "", one.By, one.Title, one.Why ?? "" })));
        }));
        var unqueue = new Command("unqueue", "Take it out of the merge queue") { project, number };
        unqueue.SetAction(Session.Run(async (session, ct) => MergeRequestCommand.Answer(
            session, await session.Client.MergeRequests.UnqueueAsync(Names.Project(session.Parsed.GetValue(project)!), session.Parsed.GetValue(number), ct))));
        mergeRequests.Add(queue);
        mergeRequests.Add(unqueue);
    }
}
