using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;

namespace Slipway.Cli.Commands;

/// <summary>The same three commands for users' keys and for projects' deploy keys.</summary>
static class SshKeyCommand
{
    static readonly Argument<string> s_file = new("FILE") { Description = "The .pub file, or - for standard input" };
    static readonly Option<string?> s_title = new("--title") { Description = "What it is called; else the key's comment", HelpName = "TEXT" };
    static readonly Argument<long> s_id = new("ID") { Description = "As the list shows it" };

    /// <summary>How to ask for the keys of one kind.</summary>
    public sealed record Holder(
        Func<Session, CancellationToken, Task<IReadOnlyList<SshKeyInfo>>> List,
        Func<Session, AddSshKey, CancellationToken, Task<SshKeyInfo>> Add,
        Func<Session, long, CancellationToken, Task> Remove);

    /// <param name="write">The option that lets a deploy key push; null for users' keys.</param>
    public static Command Create(string description, Argument<string> whose, Holder holder, Option<bool>? write) =>
        new("key", description) { List(whose, holder), Add(whose, holder, write), Remove(whose, holder) };

    static Command List(Argument<string> whose, Holder holder)
    {
        var command = new Command("list", "The keys") { whose };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await holder.List(session, ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListSshKeyInfo, to => Table.Write(to, ["ID", "PUSHES", "LAST USED", "FINGERPRINT", "TITLE"],
                all.Select(one => new[] { $"{one.Id}", one.Write ? "yes" : "no", Plain.Instant(one.LastUsedAt), one.Fingerprint, one.Title })));
        }));
        return command;
    }

    static Command Add(Argument<string> whose, Holder holder, Option<bool>? write)
    {
        var command = new Command("add", "Let a public key in") { whose, s_file, s_title };
        if (write is not null)
            command.Add(write);
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var file = session.Parsed.GetValue(s_file)!;
            var text = file == "-" ? await Console.In.ReadToEndAsync(ct) : await File.ReadAllTextAsync(file, ct);
            var added = await holder.Add(session, new AddSshKey(text, session.Parsed.GetValue(s_title), write is not null && session.Parsed.GetValue(write)), ct);
            return session.Answer(added, ContractsJson.Default.SshKeyInfo, to => to.WriteLine($"Key {added.Id} ({added.Fingerprint}) is let in."));
        }));
        return command;
    }

    static Command Remove(Argument<string> whose, Holder holder)
    {
        var command = new Command("remove", "Take a key away") { whose, s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var id = session.Parsed.GetValue(s_id);
            await holder.Remove(session, id, ct);
            return session.Answer(new Done($"{id}", "removed"), CliJson.Default.Done, to => to.WriteLine($"Key {id} opens nothing any more."));
        }));
        return command;
    }
}
