using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;

namespace Slipway.Cli.Commands;

static class MergeRulesCommand
{
    static readonly Option<bool> s_pipelines = new("--pipelines-must-succeed") { Description = "Nothing is merged whose newest pipeline failed, runs, or is not there" };

    static readonly Option<bool> s_queue = new("--queue") { Description = "Everything is merged through the merge queue" };
    static readonly Option<string> s_method = new Option<string>("--method") { Description = "How, unless somebody says otherwise", DefaultValueFactory = _ => "merge" }
        .AcceptOnlyFromAmong("merge", "squash", "fast-forward");

    public static Command Create(Argument<string> project)
    {
        var show = new Command("show", "The rules") { project };
        show.SetAction(Session.Run(async (session, ct) => Answer(session, await session.Client.MergeRequests.RulesAsync(Names.Project(session.Parsed.GetValue(project)!), ct))));
        var set = new Command("set", "Set them all; what is not given is not asked for") { project, s_pipelines, s_queue, s_method };
        set.SetAction(Session.Run(async (session, ct) => Answer(session, await session.Client.MergeRequests.SetRulesAsync(
            Names.Project(session.Parsed.GetValue(project)!), new MergeRuleSet(session.Parsed.GetValue(s_pipelines), session.Parsed.GetValue(s_queue), session.Parsed.GetValue(s_method)!), ct))));
        return new Command("rules", "What a project asks of every merge") { show, set };
    }

    static int Answer(Session session, MergeRuleSet rules) => session.Answer(rules, ContractsJson.Default.MergeRuleSet, to => Table.WritePairs(
        to, ("Pipelines", rules.PipelinesMustSucceed ? "must succeed" : "are shown, and block nothing"),
        ("Queue", rules.Queue ? "everything goes through it" : "for what is put there"),
        ("Method", rules.Method)));
}
