using System.CommandLine;
using Slipway.Contracts;

namespace Slipway.Cli.Commands;

static class ProvenanceCommand
{
    static readonly Argument<string> s_package = new("OWNER/NAME/OS/VERSION/FILENAME") { Description = "The package" };
    static readonly Option<string?> s_output = new("--output", "-o") { Description = "Where to; else standard output", HelpName = "FILE" };

    public static Command Create() => new("provenance", "Where packages come from, signed") { Download(), Keys(), Rotate() };

    static Command Download()
    {
        var command = new Command("download", "A package's signed provenance, as a DSSE envelope") { s_package, s_output };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var text = session.Parsed.GetValue(s_package)!;
            var cut = Math.Max(0, text.LastIndexOf('/'));
            var envelope = await session.Client.ProvenanceAsync(Names.Distribution(text[..cut]), text[(cut + 1)..], ct);
            if (session.Parsed.GetValue(s_output) is { } file)
            {
                await File.WriteAllBytesAsync(file, envelope, ct);
            }
            else
            {
                await session.Out.BaseStream.WriteAsync(envelope, ct);
                await session.Out.WriteLineAsync();
            }

            return ExitCode.Done;
        }));
        return command;
    }

    static Command Keys()
    {
        var command = new Command("keys", "The public keys that check provenance, in PEM");
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.ProvenanceKeysAsync(ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListProvenanceKeyInfo, to =>
            {
                foreach (var key in all)
                {
                    to.WriteLine($"# {key.KeyId}, from {Plain.Instant(key.CreatedAt)}{(key.RetiredAt is null ? "" : $" to {Plain.Instant(key.RetiredAt)}")}");
                    to.Write(key.PublicKey);
                }
            });
        }));
        return command;
    }

    static Command Rotate()
    {
        var command = new Command("rotate", "Sign with a new key from now on; what the old one signed stays good");
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var key = await session.Client.RotateProvenanceKeyAsync(ct);
            return session.Answer(key, ContractsJson.Default.ProvenanceKeyInfo, to => to.Write(key.PublicKey));
        }));
        return command;
    }
}
