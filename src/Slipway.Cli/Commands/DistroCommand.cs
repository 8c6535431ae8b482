using System.CommandLine;
using Slipway.Contracts;

namespace Slipway.Cli.Commands;

static class DistroCommand
{
    public static Command Create()
    {
        var list = new Command("list", "The distributions that packages can be pushed for");
        list.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.DistributionsAsync(ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListDistributionInfo, to => Table.Write(to, ["NAME", "FORMAT", "ID", "CALLED"],
                all.Select(one => new[] { one.Name, one.Format, $"{one.Id}", one.DisplayName })));
        }));
        return new Command("distro", "Distributions") { list };
    }
}
