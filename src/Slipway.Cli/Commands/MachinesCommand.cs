using System.CommandLine;
using Slipway.Contracts.BuildMachines;

namespace Slipway.Cli.Commands;

static class MachinesCommand
{
    static readonly Argument<string> s_id = new("ID") { Description = "As slipway machines list shows it" };
    static readonly Option<string?> s_pool = new("--pool") { Description = "Only this pool's", HelpName = "NAME" };
    static readonly Option<bool> s_gone = new("--gone") { Description = "Also those of the last day that are gone" };

    public static Command Create() => new("machines", "Machines of pools, for admins")
    {
        List(), Show(), Change("drain", "It gets no further job, and goes once it has none", (session, id, ct) => session.Client.Pools.DrainAsync(id, ct)),
        Change("remove", "Remove one that has no job", (session, id, ct) => session.Client.Pools.RemoveAsync(id, ct)),
    };

    public static void Tell(TextWriter to, IEnumerable<MachineInfo> machines) => Table.Write(to, ["MACHINE", "POOL", "PHASE", "SINCE", "USES", "JOBS", "WHY"],
        machines.Select(one => new[] { one.Id, one.Pool, one.Phase, Plain.Instant(one.PhaseAt), $"{one.Uses}/{one.UsesMost}", string.Join(", ", one.Jobs), one.Reason }));

    static Command List()
    {
        var command = new Command("list", "The machines") { s_pool, s_gone };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.Pools.MachinesAsync(session.Parsed.GetValue(s_pool), session.Parsed.GetValue(s_gone), ct);
            return session.Answer(all, BuildMachinesJson.Default.IReadOnlyListMachineInfo, to => Tell(to, all));
        }));
        return command;
    }

    static Command Show()
    {
        var command = new Command("show", "One machine and its history") { s_id };
        command.SetAction(Session.Run(async (session, ct) => Told(session, await session.Client.Pools.MachineAsync(session.Parsed.GetValue(s_id)!, ct))));
        return command;
    }

    static Command Change(string name, string description, Func<Session, string, CancellationToken, Task<MachineDetail>> call)
    {
        var command = new Command(name, description) { s_id };
        command.SetAction(Session.Run(async (session, ct) => Told(session, await call(session, session.Parsed.GetValue(s_id)!, ct))));
        return command;
    }

    static int Told(Session session, MachineDetail detail) => session.Answer(detail, BuildMachinesJson.Default.MachineDetail, to =>
    {
        var one = detail.Machine;
        Table.WritePairs(
            to, ("Machine", one.Id), ("Pool", one.Pool), ("Phase", $"{one.Phase} since {Plain.Instant(one.PhaseAt)}"), ("Why", one.Reason), ("Place", one.Reference), ("Fault", one.Fault),
            ("Jobs", one.Jobs.Count > 0 ? string.Join(", ", one.Jobs) : null), ("Uses", $"{one.Uses} of {one.UsesMost}"), ("Removals", one.Removals > 0 ? $"{one.Removals} tries" : null));
        to.WriteLine();
        Table.Write(to, ["AT", "PHASE", "CODE", "WHY"], detail.History.Select(step => new[] { Plain.Instant(step.At), step.Phase, step.Code, step.Reason }));
    });
}
