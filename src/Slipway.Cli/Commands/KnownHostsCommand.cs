using System.CommandLine;
using Slipway.Cli.Forges;
using Slipway.Cli.KnownHosts;
using Slipway.KnownHosts;
using Slipway.KnownHosts.Scanning;

namespace Slipway.Cli.Commands;

/// <summary>SSH host keys of a file, by evidence; needs no server of Slipway.</summary>
static class KnownHostsCommand
{
    static readonly Argument<string[]> s_hosts = new("HOST") { Description = "host, host:port or [host]:port; without one, those that the file and the policy name", Arity = ArgumentArity.ZeroOrMore };
    static readonly Argument<string> s_subject = new("HOST|FINGERPRINT") { Description = "Whose keys, or which key (SHA256:...)" };
    static readonly Option<string> s_file = new("--file", "-f") { Description = "The known_hosts file; FILE.policy.json and FILE.evidence.json lie beside it", DefaultValueFactory = _ => "support/known_hosts", HelpName = "FILE" };
    static readonly Option<string?> s_policy = new("--policy") { Description = "Another policy than FILE.policy.json", HelpName = "FILE" };
    static readonly Option<string[]> s_types = new("--type", "-t") { Description = "ed25519, ecdsa, rsa, cert, or a whole name; may be given again, or with commas", HelpName = "TYPE" };
    static readonly Option<double> s_timeout = new("--timeout", "-T") { Description = "Seconds for one handshake", DefaultValueFactory = _ => 10, HelpName = "SECONDS" };
    static readonly Option<int> s_connections = new("--connections") { Description = "Handshakes at once", DefaultValueFactory = _ => 128, HelpName = "N" };
    static readonly Option<string?> s_vantage = new("--vantage") { Description = "What this machine is called as a place to look from; it looks straight from here, and the policy's vantage points are not used", HelpName = "NAME" };
    static readonly Option<string[]> s_sightings = new("--sightings") { Description = "What scan --json wrote on another machine in the last 24 hours; may be given again", HelpName = "FILE" };
    static readonly Option<string?> s_uses = new("--uses") { Description = "Also tell which hosts the files of this folder reach by SSH and the file lacks, and which it has and nobody uses", HelpName = "FOLDER" };
    static readonly Option<string> s_format = new Option<string>("--format") { Description = "sshfp: records for a zone file; revoked: for ssh's RevokedHostKeys; json: all keys", HelpName = "FORMAT", Required = true }.AcceptOnlyFromAmong("sshfp", "revoked", "json");
    static readonly Option<bool> s_propose = new("--propose") { Description = "Open or update a merge request instead of writing the file" };
    static readonly Option<bool> s_dryRun = new("--dry-run", "-n") { Description = "Write nothing" };

    public static Command Create()
    {
        var command = new Command("known-hosts", "SSH host keys by evidence: scan hosts, check and update a known_hosts file; needs no server") { Scan(), Check(), Update(), Explain(), Export() };
        s_connections.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 4096) result.AddError("--connections is 1 to 4096.");
        });
        s_timeout.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 600)) result.AddError("--timeout is more than 0 and at most 600 seconds.");
        });
        return command;
    }

    static Command Scan()
    {
        var command = new Command("scan", "The keys that hosts prove to have, as lines of known_hosts. What is only seen is not to be trusted yet") { s_hosts, s_file, s_policy, s_types, s_timeout, s_connections, s_vantage };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var folder = await FolderAsync(session.Parsed, ct);
            var hosts = Hosts(session.Parsed);
            var all = await new Survey(folder, Limits(session.Parsed), TimeProvider.System).ScanAsync(hosts.Count > 0 ? hosts : Some(folder), ct);
            session.Answer(Sightings.Write(all, TimeProvider.System.GetUtcNow()), KnownHostsJson.Default.SightingDocument, to => ScanLines.Write(to, all));
            return all.All(one => one.IsComplete) ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }

    static Command Check()
    {
        var command = new Command("check", "Whether the file says what is; changes nothing") { s_hosts, s_file, s_policy, s_types, s_timeout, s_connections, s_vantage, s_sightings, SeenFile.Option, s_uses };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var folder = await FolderAsync(session.Parsed, ct);
            var result = await SurveyAsync(session.Parsed, folder, ct);
            session.Answer(SurveyReport.Of(result), KnownHostsJson.Default.SurveyDocument, to => SurveyReport.Tell(to, result));
            if (session.Parsed.GetValue(s_uses) is { } uses) await UseWarnings.TellAsync(uses, folder);
            return SurveyReport.ExitCode(result, updated: false);
        }));
        return command;
    }

    static Command Update()
    {
        var command = new Command("update", "Write what there is evidence for: new keys, retired and revoked ones") { s_hosts, s_file, s_policy, s_types, s_timeout, s_connections, s_vantage, s_sightings, SeenFile.Option, s_propose, s_dryRun };
        foreach (var option in ForgeSettings.Options) command.Options.Add(option);
        command.SetAction(Session.Run((session, ct) => session.Parsed.GetValue(s_propose) && !session.Parsed.GetValue(s_dryRun) ? ProposeAsync(session, ct) : WriteAsync(session, ct)));
        return command;
    }

    static async Task<int> WriteAsync(Session session, CancellationToken ct)
    {
        var folder = await FolderAsync(session.Parsed, ct);
        var result = await SurveyAsync(session.Parsed, folder, ct);
        if (!session.Parsed.GetValue(s_dryRun))
        {
            await folder.WriteAsync(result.After, ct);
            await SeenFile.WriteAsync(session.Parsed, folder, result, ct);
        }

        session.Answer(SurveyReport.Of(result), KnownHostsJson.Default.SurveyDocument, to => SurveyReport.Tell(to, result));
        return SurveyReport.ExitCode(result, updated: true);
    }

    static async Task<int> ProposeAsync(Session session, CancellationToken ct)
    {
        var folder = await FolderAsync(session.Parsed, ct);
        var (result, outcome, request, warnings) = await HostKeyRequest.ProposeAsync(session.Parsed, folder, Limits(session.Parsed), Hosts(session.Parsed), await OthersAsync(session.Parsed, ct), ct);
        var url = outcome == "closed" ? null : request?.Url;
        foreach (var warning in warnings) await Console.Error.WriteLineAsync($"slipway: {Plain.Line(warning)}");
        session.Answer(SurveyReport.Of(result, outcome, url), KnownHostsJson.Default.SurveyDocument, to =>
        {
            SurveyReport.Tell(to, result);
            to.WriteLine(Plain.Line($"Merge request: {outcome}{(url is null ? "" : " " + url)}"));
        });
        return SurveyReport.ExitCode(result, updated: true);
    }

    static Command Explain()
    {
        var command = new Command("explain", "Why the keys of a host are trusted, or one key; asks nobody") { s_subject, s_file };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var subject = session.Parsed.GetValue(s_subject)!;
            var keys = Explanation.Of(await FolderAsync(session.Parsed, ct), subject);
            return keys.Count == 0
                ? throw new Failure(ExitCode.NotFound, $"Neither the file nor its evidence has {subject}.", "Write the host as the file does: host, or [host]:port.")
                : session.Answer(keys, KnownHostsJson.Default.IReadOnlyListExplainedKey, to => Explanation.Tell(to, keys));
        }));
        return command;
    }

    static Command Export()
    {
        var command = new Command("export", "The file's trusted or revoked keys for other programs; asks nobody") { s_hosts, s_file, s_format };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var folder = await FolderAsync(session.Parsed, ct);
            return Exports.Write(session, folder, Hosts(session.Parsed), session.Parsed.GetValue(s_format)!);
        }));
        return command;
    }

    static async Task<SurveyResult> SurveyAsync(ParseResult parsed, KnownHostsFolder folder, CancellationToken ct)
    {
        var hosts = Hosts(parsed);
        if (hosts.Count == 0) Some(folder);
        return await new Survey(folder, Limits(parsed), TimeProvider.System) { Seen = await SeenFile.ReadAsync(parsed, folder, ct) }.RunAsync(hosts, only: hosts.Count > 0, await OthersAsync(parsed, ct), ct);
    }

    static async Task<KnownHostsFolder> FolderAsync(ParseResult parsed, CancellationToken ct)
    {
        var folder = await KnownHostsFolder.ReadAsync(parsed.GetValue(s_file)!, parsed.GetValue(s_policy), ct);
        if (parsed.GetValue(s_types) is { Length: > 0 } types)
        {
            string[] names = [.. types.SelectMany(type => type.Split(','))];
            if (Array.Find(names, name => KeyAlgorithms.Named(name).Count == 0) is { } wrong)
                throw new Failure(ExitCode.Usage, $"'{wrong}' is no type of key.", "Write ed25519, ecdsa, rsa or cert.");
            folder = folder with { Policy = folder.Policy with { Types = names } };
        }

        return parsed.GetValue(s_vantage) is { } vantage
            ? folder with { Policy = folder.Policy with { Vantages = [new(vantage, "direct")] } }
            : folder;
    }

    static IReadOnlyList<HostAddress> Hosts(ParseResult parsed) => [.. parsed.GetValue(s_hosts)!
        .Select(text => HostAddress.TryParse(text) ?? throw new Failure(ExitCode.Usage, $"'{text}' is no host.", "Write host, host:port or [host]:port."))];

    static IReadOnlyList<HostAddress> Some(KnownHostsFolder folder) =>
        folder.Hosts is { Count: > 0 } hosts ? hosts : throw new Failure(ExitCode.NotFound, $"{folder.Path} names no host.", "Name hosts, or another file with --file.");

    static async Task<IReadOnlyList<HostSighting>> OthersAsync(ParseResult parsed, CancellationToken ct)
    {
        var all = new List<HostSighting>();
        foreach (var path in parsed.GetValue(s_sightings) ?? []) all.AddRange(await Sightings.ReadAsync(path, TimeProvider.System.GetUtcNow(), ct));
        return all;
    }

    static ProbeLimits Limits(ParseResult parsed) => ProbeLimits.Default with { Timeout = TimeSpan.FromSeconds(parsed.GetValue(s_timeout)), Connections = parsed.GetValue(s_connections) };
}
