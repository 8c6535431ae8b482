using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;

namespace Slipway.Cli.Commands;

static class ProtectCommand
{
    static readonly string[] s_roles = ["developer", "maintainer", "owner", "nobody"];
    static readonly Argument<string> s_pattern = new("PATTERN") { Description = "A name, or one with * for any characters" };
    static readonly Option<bool> s_tags = new("--tags") { Description = "Tags, not branches" };
    static readonly Option<string> s_push = new Option<string>("--push") { Description = "Who may push", DefaultValueFactory = _ => "maintainer" }.AcceptOnlyFromAmong(s_roles);
    static readonly Option<string> s_merge = new Option<string>("--merge") { Description = "Who may merge into it", DefaultValueFactory = _ => "developer" }.AcceptOnlyFromAmong(s_roles);
    static readonly Option<bool> s_force = new("--allow-force-push") { Description = "Those who may push may also rewrite it" };
    static readonly Argument<long> s_id = new("ID") { Description = "As the list shows it" };
    static readonly Option<string?> s_message = Pattern("--commit-message", "Each new commit's message must match");
    static readonly Option<string?> s_author = Pattern("--author-email", "Each new commit's author's address must match");
    static readonly Option<string?> s_branch = Pattern("--branch-name", "A new branch's name must match");
    static readonly Option<string?> s_files = Pattern("--forbidden-files", "No new file's path may match");
    static readonly Option<long?> s_size = new("--max-file-bytes") { Description = "The largest new file", HelpName = "BYTES" };
    static readonly Option<bool> s_noForce = new("--no-force-push") { Description = "No branch may be rewritten" };

    public static Command Create(Argument<string> project) => new("protect", "Protected branches and tags") { List(project), Add(project), Remove(project) };

    public static Command Rules(Argument<string> project)
    {
        var show = new Command("show", "The rules") { project };
        show.SetAction(Session.Run(async (session, ct) => Answer(session, await session.Client.Projects.PushRulesAsync(Names.Project(session.Parsed.GetValue(project)!), ct))));
        var set = new Command("set", "Set them all; what is not given is not asked for") { project, s_message, s_author, s_branch, s_files, s_size, s_noForce };
        set.SetAction(Session.Run(async (session, ct) => Answer(session, await session.Client.Projects.SetPushRulesAsync(
            Names.Project(session.Parsed.GetValue(project)!),
            new PushRuleSet(
                session.Parsed.GetValue(s_message), session.Parsed.GetValue(s_author), session.Parsed.GetValue(s_branch), session.Parsed.GetValue(s_files),
                session.Parsed.GetValue(s_size), session.Parsed.GetValue(s_noForce)),
            ct))));
        return new Command("push-rules", "What a project wants of every push") { show, set };
    }

    static int Answer(Session session, PushRuleSet rules) => session.Answer(rules, ContractsJson.Default.PushRuleSet, to => Table.WritePairs(
        to,
        ("Message", rules.CommitMessage ?? "-"),
        ("Author", rules.AuthorEmail ?? "-"),
        ("New branch", rules.BranchName ?? "-"),
        ("Forbidden", rules.ForbiddenFiles ?? "-"),
        ("Largest file", rules.MaxFileBytes is { } bytes ? $"{bytes} bytes" : "-"),
        ("Force push", rules.NoForcePush ? "never" : "where a branch is not protected")));

    static Command List(Argument<string> project)
    {
        var command = new Command("list", "What is protected") { project };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.Projects.ProtectedAsync(Names.Project(session.Parsed.GetValue(project)!), ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListProtectedRefInfo, to => Table.Write(to, ["ID", "KIND", "PUSH", "MERGE", "FORCE", "PATTERN"],
                all.Select(one => new[] { one.Id == 0 ? "-" : $"{one.Id}", one.Kind, one.Push, one.Merge, one.ForcePush ? "yes" : "no", one.Pattern })));
        }));
        return command;
    }

    static Command Add(Argument<string> project)
    {
        var command = new Command("add", "Protect, or change the protection of the same pattern") { project, s_pattern, s_tags, s_push, s_merge, s_force };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var wanted = new ProtectRef(
                session.Parsed.GetValue(s_tags) ? "tag" : "branch", session.Parsed.GetValue(s_pattern)!, session.Parsed.GetValue(s_push)!, session.Parsed.GetValue(s_merge)!,
                session.Parsed.GetValue(s_force));
            var made = await session.Client.Projects.ProtectAsync(Names.Project(session.Parsed.GetValue(project)!), wanted, ct);
            return session.Answer(made, ContractsJson.Default.ProtectedRefInfo, to => to.WriteLine($"Protected ({made.Kind} {made.Pattern}): {made.Push} pushes, {made.Merge} merges."));
        }));
        return command;
    }

    static Command Remove(Argument<string> project)
    {
        var command = new Command("remove", "Take a protection away") { project, s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var id = session.Parsed.GetValue(s_id);
            await session.Client.Projects.UnprotectAsync(Names.Project(session.Parsed.GetValue(project)!), id, ct);
            return session.Answer(new Done($"{id}", "removed"), CliJson.Default.Done, to => to.WriteLine($"Protection {id} is taken away."));
        }));
        return command;
    }

    static Option<string?> Pattern(string name, string description) => new(name) { Description = description, HelpName = "REGEX" };
}
