using System.CommandLine;
using Slipway.Client;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;

namespace Slipway.Cli.Commands;

static class ProjectCommand
{
    static readonly Argument<string> s_name = Names.ProjectArgument();
    static readonly Option<bool> s_public = new("--public") { Description = "Everybody may read it" };
    static readonly Option<string?> s_description = new("--description") { Description = "What it is", HelpName = "TEXT" };
    static readonly Option<string?> s_branch = new("--default-branch") { Description = "Else the first branch that is pushed", HelpName = "NAME" };
    static readonly Option<bool> s_write = new("--write") { Description = "The key may push, too" };

    public static Command Create() => new("project", "Git projects")
    {
        CreateOne(), List(), Show(), DeleteProjectCommand.Create(s_name), MemberCommand.Create(s_name), ProtectCommand.Create(s_name), ProtectCommand.Rules(s_name), MirrorCommand.Import(s_name), MirrorCommand.Create(s_name),
        SshKeyCommand.Create("Deploy keys: machines' SSH keys for this project only", s_name, new SshKeyCommand.Holder(
            (session, ct) => session.Client.Projects.DeployKeysAsync(Name(session), ct),
            (session, key, ct) => session.Client.Projects.AddDeployKeyAsync(Name(session), key, ct),
            (session, id, ct) => session.Client.Projects.RemoveDeployKeyAsync(Name(session), id, ct)), s_write),
    };

    public static void Write(TextWriter to, ProjectInfo one) => Table.WritePairs(
        to,
        ("Project", $"{one.Owner}/{one.Name}"),
        ("Description", one.Description.Length == 0 ? null : one.Description),
        ("Access", one.Private ? "private" : "public"),
        ("Your role", one.Role),
        ("Branch", one.DefaultBranch),
        ("Clone", one.HttpUrl),
        ("Over SSH", one.SshUrl),
        ("Created", Plain.Instant(one.CreatedAt)));

    static Command CreateOne()
    {
        var command = new Command("create", "Make a project with an empty repository") { s_name, s_public, s_description, s_branch };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var name = Name(session);
            var made = await session.Client.Projects.CreateAsync(
                new CreateProject(name.Owner, name.Name, !session.Parsed.GetValue(s_public), session.Parsed.GetValue(s_description), session.Parsed.GetValue(s_branch)), ct);
            return session.Answer(made, ContractsJson.Default.ProjectInfo, to => Write(to, made));
        }));
        return command;
    }

    static Command List()
    {
        var command = new Command("list", "The projects that you may see");
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.Projects.ListAsync(ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListProjectInfo, to => Table.Write(to, ["PROJECT", "ACCESS", "YOUR ROLE", "CLONE"],
                all.Select(one => new[] { $"{one.Owner}/{one.Name}", one.Private ? "private" : "public", one.Role, one.HttpUrl })));
        }));
        return command;
    }

    static Command Show()
    {
        var command = new Command("show", "One project") { s_name };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var one = await session.Client.Projects.FindAsync(Name(session), ct);
            return session.Answer(one, ContractsJson.Default.ProjectInfo, to => Write(to, one));
        }));
        return command;
    }

    static RepositoryName Name(Session session) => Names.Project(session.Parsed.GetValue(s_name)!);
}
