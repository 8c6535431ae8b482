using System.CommandLine;
using Slipway.Contracts;

namespace Slipway.Cli.Commands;

static class MemberCommand
{
    static readonly Argument<string> s_user = new("USER") { Description = "As slipway user list names them" };
    static readonly Argument<string> s_role = new Argument<string>("ROLE") { Description = "reader, developer, maintainer or owner" }.AcceptOnlyFromAmong("reader", "developer", "maintainer", "owner");

    public static Command Create(Argument<string> project) => new("member", "Who may do what in a project") { List(project), Set(project), Remove(project) };

    static Command List(Argument<string> project)
    {
        var command = new Command("list", "The members") { project };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.Projects.MembersAsync(Names.Project(session.Parsed.GetValue(project)!), ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListMemberInfo, to => Table.Write(to, ["USER", "ROLE", "DISPLAY NAME"],
                all.Select(one => new[] { one.User, one.Role, one.DisplayName })));
        }));
        return command;
    }

    static Command Set(Argument<string> project)
    {
        var command = new Command("set", "Add a member, or change the role") { project, s_user, s_role };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var set = await session.Client.Projects.SetMemberAsync(
                Names.Project(session.Parsed.GetValue(project)!), session.Parsed.GetValue(s_user)!, session.Parsed.GetValue(s_role)!, ct);
            return session.Answer(set, ContractsJson.Default.MemberInfo, to => to.WriteLine($"{set.User} is {set.Role} now."));
        }));
        return command;
    }

    static Command Remove(Argument<string> project)
    {
        var command = new Command("remove", "Take a member out") { project, s_user };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var user = session.Parsed.GetValue(s_user)!;
            await session.Client.Projects.RemoveMemberAsync(Names.Project(session.Parsed.GetValue(project)!), user, ct);
            return session.Answer(new Done(user, "removed"), CliJson.Default.Done, to => to.WriteLine($"{user} is no member any more."));
        }));
        return command;
    }
}
