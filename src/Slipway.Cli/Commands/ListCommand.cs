using System.CommandLine;
using System.Text.Json;
using Slipway.Client;
using Slipway.Contracts;

namespace Slipway.Cli.Commands;

static class ListCommand
{
    static readonly Argument<string> s_name = Names.RepositoryArgument();
    static readonly Option<string?> s_distribution = new("--distribution") { Description = "Only of this one, as ubuntu/noble" };
    static readonly Option<string?> s_query = new("--query") { Description = "Only packages whose name contains this" };
    static readonly Option<string?> s_type = new("--type") { Description = "Only deb, dsc, rpm or srpm" };

    public static Command Create()
    {
        var command = new Command("list", "A repository's packages") { s_name, s_distribution, s_query, s_type };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var name = Names.Repository(session.Parsed.GetValue(s_name)!);
            var filter = new PackageFilter(session.Parsed.GetValue(s_distribution), session.Parsed.GetValue(s_query), session.Parsed.GetValue(s_type));
            var first = true;
            // Written as it comes: the columns are wide enough for most names, and no page waits for the next.
            await foreach (var package in session.Client.AllPackagesAsync(name, filter, ct))
            {
                if (session.Json)
                    await session.Out.WriteAsync((first ? "[" : ",\n") + JsonSerializer.Serialize(package, ContractsJson.Default.PackageInfo));
                else
                    await session.Out.WriteLineAsync(Plain.Line($"{package.Distribution,-16} {package.Name,-32} {package.Version,-24} {package.Architecture,-8} {package.Filename}"));
                first = false;
            }

            if (session.Json)
                await session.Out.WriteLineAsync(first ? "[]" : "]");
            return ExitCode.Done;
        }));
        return command;
    }
}
