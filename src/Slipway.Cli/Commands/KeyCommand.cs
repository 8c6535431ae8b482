using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.PackageServer;

namespace Slipway.Cli.Commands;

static class KeyCommand
{
    static readonly Argument<string> s_userId = new("USER-ID") { Description = "Whose key it is, as \"Acme Packages <packages@acme.example>\"" };
    static readonly Option<string> s_algorithm = new Option<string>("--algorithm") { Description = "rsa4096 (every client) or ed25519 (apt 1.6, rpm 4.18 and later)", DefaultValueFactory = _ => "rsa4096" }.AcceptOnlyFromAmong("rsa4096", "ed25519");
    static readonly Argument<string> s_file = new("FILE") { Description = "The armored secret key (gpg --armor --export-secret-keys); - for standard input" };
    static readonly Option<string?> s_passphrase = new("--passphrase-file") { Description = "A file with the key's passphrase", HelpName = "FILE" };
    static readonly Argument<string?> s_fingerprint = new("FINGERPRINT") { Description = "The key; else the server's default key", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create() => new("key", "Signing keys") { List(), Make(), Import(), Export() };

    static Command List()
    {
        var command = new Command("list", "The server's signing keys");
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.KeysAsync(ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListKeyInfo, to => Table.Write(to, ["FINGERPRINT", "ALGORITHM", "DEFAULT", "CREATED", "USER ID"],
                all.Select(one => new[] { one.Fingerprint, one.Algorithm, one.Default ? "yes" : "", Plain.Instant(one.CreatedAt), one.UserId })));
        }));
        return command;
    }

    static Command Make()
    {
        var command = new Command("create", "Make a key on the server; its secret never leaves it") { s_userId, s_algorithm };
        command.SetAction(Session.Run(async (session, ct) =>
            Told(session, await session.Client.CreateKeyAsync(new CreateKey(session.Parsed.GetValue(s_userId)!, session.Parsed.GetValue(s_algorithm)!), ct))));
        return command;
    }

    static Command Import()
    {
        var command = new Command("import", "Hand the server a key that your users already trust") { s_file, s_passphrase };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var file = session.Parsed.GetValue(s_file)!;
            var secret = file == "-" ? await Console.In.ReadToEndAsync(ct) : await File.ReadAllTextAsync(file, ct);
            var passphrase = session.Parsed.GetValue(s_passphrase) is { } named ? (await File.ReadAllTextAsync(named, ct)).TrimEnd('\r', '\n') : null;
            return Told(session, await session.Client.ImportKeyAsync(new ImportKey(secret, passphrase), ct));
        }));
        return command;
    }

    static Command Export()
    {
        var command = new Command("export", "A public key, for signed-by and rpm --import") { s_fingerprint };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var wanted = session.Parsed.GetValue(s_fingerprint);
            var one = (await session.Client.KeysAsync(ct)).FirstOrDefault(key => wanted is null ? key.Default : key.Fingerprint.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                ?? throw new Failure(ExitCode.NotFound, wanted is null ? "The server has no default key." : $"The server has no key {wanted}.", "slipway key list shows them.");
            return session.Answer(one, ContractsJson.Default.KeyInfo, to => to.Write(one.PublicKey.TrimEnd() + "\n"));
        }));
        return command;
    }

    static int Told(Session session, KeyInfo key) => session.Answer(key, ContractsJson.Default.KeyInfo, to => Table.WritePairs(
        to, ("Fingerprint", key.Fingerprint), ("Algorithm", key.Algorithm), ("User id", key.UserId), ("Default", key.Default ? "yes" : "no")));
}
