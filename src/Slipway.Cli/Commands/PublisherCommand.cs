using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.PackageServer;

namespace Slipway.Cli.Commands;

static class PublisherCommand
{
    static readonly Argument<string> s_repository = Names.RepositoryArgument();
    static readonly Option<string> s_project = new("--project") { Description = "Whose jobs may push", HelpName = "GROUP/PROJECT", Required = true };
    static readonly Option<string> s_ref = new("--ref") { Description = "From which branch (main, release/*) or whole ref (refs/tags/v*)", HelpName = "REF", Required = true };
    static readonly Option<string?> s_issuer = new("--issuer") { Description = "Who says which job it is; else the server itself", HelpName = "URL" };
    static readonly Option<string?> s_environment = new("--environment") { Description = "Only jobs of this environment", HelpName = "NAME" };
    static readonly Option<bool> s_unprotected = new("--unprotected") { Description = "Also refs that are not protected" };
    static readonly Argument<long> s_id = new("ID") { Description = "As slipway publisher list shows it" };

    public static Command Create() => new("publisher", "Jobs that may push without a stored secret") { Add(), List(), Remove() };

    static Command Add()
    {
        var command = new Command("add", "Let jobs of a project push") { s_repository, s_project, s_ref, s_issuer, s_environment, s_unprotected };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var parsed = session.Parsed;
            var made = await session.Client.AddPublisherAsync(
                Names.Repository(parsed.GetValue(s_repository)!),
                new CreatePublisher(
                    parsed.GetValue(s_project)!, parsed.GetValue(s_ref)!, parsed.GetValue(s_issuer), parsed.GetValue(s_unprotected), parsed.GetValue(s_environment)),
                ct);
            return session.Answer(made, ContractsJson.Default.PublisherInfo, to => Table.WritePairs(
                to,
                ("Publisher", $"{made.Id}"),
                ("Project", made.Project),
                ("Ref", made.Ref + (made.Unprotected ? "" : ", protected")),
                ("Issuer", made.Issuer),
                ("Environment", made.Environment ?? "any")));
        }));
        return command;
    }

    static Command List()
    {
        var command = new Command("list", "A repository's trusted publishers") { s_repository };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.PublishersAsync(Names.Repository(session.Parsed.GetValue(s_repository)!), ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListPublisherInfo, to => Table.Write(
                to,
                ["ID", "PROJECT", "REF", "PROTECTED", "ENVIRONMENT", "LAST USED", "ISSUER"],
                all.Select(one => new[]
                {
                    $"{one.Id}", one.Project, one.Ref, one.Unprotected ? "no" : "yes", one.Environment ?? "any", Plain.Instant(one.LastUsedAt), one.Issuer,
                })));
        }));
        return command;
    }

    static Command Remove()
    {
        var command = new Command("remove", "Let them no longer push") { s_repository, s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var id = session.Parsed.GetValue(s_id);
            await session.Client.RemovePublisherAsync(Names.Repository(session.Parsed.GetValue(s_repository)!), id, ct);
            return session.Answer(new Done($"{id}", "removed"), CliJson.Default.Done, to => to.WriteLine($"Publisher {id} is removed."));
        }));
        return command;
    }
}
