using System.CommandLine;
using System.Security.Cryptography;
using Slipway.Cli.Verify;
using Slipway.Client;
using Slipway.Contracts.PackageServer;

namespace Slipway.Cli.Commands;

static class VerifyCommand
{
    static readonly Argument<string> s_file = new("FILE") { Description = "The package" };
    static readonly Option<string?> s_repository = new("--repository") { Description = "Where it is published", HelpName = "URL|OWNER/NAME" };
    static readonly Option<string?> s_provenance = new("--provenance") { Description = "Its provenance, saved before", HelpName = "FILE" };
    static readonly Option<string[]> s_keys = new("--key") { Description = "A public key that you trust: the repository's (OpenPGP) or of provenance (PEM); may be repeated", HelpName = "FILE" };
    static readonly Option<bool> s_offline = new("--offline") { Description = "Ask no server; needs --key, and --from or --provenance" };
    static readonly Option<string?> s_from = new("--from") { Description = "A folder of --save", HelpName = "DIR" };
    static readonly Option<string?> s_save = new("--save") { Description = "Keep what was checked against in a folder", HelpName = "DIR" };
    static readonly Option<string?> s_source = new("--source") { Description = "The project that it must come from", HelpName = "PROJECT" };
    static readonly Option<string?> s_ref = new("--ref") { Description = "The branch (main) or whole ref (refs/tags/v*) that it must come from", HelpName = "REF" };

    public static Command Create()
    {
        var command = new Command("verify", "Check a package, its provenance and the repository's signature")
        {
            s_file, s_repository, s_provenance, s_keys, s_offline, s_from, s_save, s_source, s_ref,
        };
        command.SetAction(Session.Run(RunAsync));
        return command;
    }

    static async Task<int> RunAsync(Session session, CancellationToken ct)
    {
        var parsed = session.Parsed;
        var file = parsed.GetValue(s_file)!;
        if (!File.Exists(file))
            throw new Failure(ExitCode.Usage, $"There is no file {file}.");
        var sha256 = await DigestAsync(file, ct);
        var checks = new List<Check> { Check.Ok("package", $"sha256 {sha256}, {new FileInfo(file).Length} bytes") };
        var pinned = PinnedKeys.Read(parsed.GetValue(s_keys) ?? []);
        var evidence = parsed.GetValue(s_offline) ? Saved(session) : await FetchAsync(session, file, sha256, ct);
        if (parsed.GetValue(s_provenance) is { } provenance)
            evidence = evidence with { Provenance = await File.ReadAllBytesAsync(provenance, ct) };
        var keys = pinned.Or(evidence);

        checks.AddRange(Provenance(session, evidence, keys, sha256));
        checks.AddRange(await RepositoryAsync(session, evidence, keys, Path.GetFileName(file), sha256, ct));
        if (!parsed.GetValue(s_offline) && (pinned.Provenance.Count == 0 || pinned.Repository.Count == 0))
            checks.Add(Check.Note("keys", "the server told them itself; compare them once, then give them with --key"));
        if (parsed.GetValue(s_save) is { } folder)
            EvidenceFolder.Save(folder, evidence);

        var result = new VerifyResult(file, sha256, !checks.Exists(check => check.Failed), checks);
        session.Answer(result, CliJson.Default.VerifyResult, to => Write(to, result));
        return result.Verified ? ExitCode.Done : ExitCode.NotVerified;
    }

    static Evidence Saved(Session session)
    {
        var (from, provenance) = (session.Parsed.GetValue(s_from), session.Parsed.GetValue(s_provenance));
        return from is null && provenance is null
            ? throw new Failure(ExitCode.Usage, "There is nothing to check it against.", "Give --from DIR (of verify --save), or --provenance FILE.")
            : from is null ? new Evidence() : EvidenceFolder.Load(from);
    }

    static async Task<Evidence> FetchAsync(Session session, string file, string sha256, CancellationToken ct)
    {
        var text = session.Parsed.GetValue(s_repository)
            ?? throw new Failure(ExitCode.Usage, "No repository is named.", "Give --repository OWNER/NAME or its URL; or --offline with saved files.");
        var (client, repository) = Open(session, text);
        using (client)
        {
            var name = Path.GetFileName(file);
            var found = new List<PackageInfo>();
            await foreach (var one in client.AllPackagesAsync(repository, new PackageFilter(Query: name), ct))
            {
                if (one.Filename == name)
                    found.Add(one);
            }

            return (found.Find(one => one.Sha256 == sha256), found.FirstOrDefault()) switch
            {
                ({ } package, _) => await EvidenceDownload.RunAsync(client, repository, package, ct),
                (null, { } other) => throw new Failure(ExitCode.NotVerified, $"{repository} has other bytes under the name {name}: sha256 {other.Sha256}, this file has {sha256}."),
                _ => throw new Failure(ExitCode.NotFound, $"{repository} has no {name}.", "Check the file's name, and that your token may see the repository."),
            };
        }
    }

    static (SlipwayClient Client, RepositoryName Repository) Open(Session session, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return (Connection.Open(session.Parsed), Names.Repository(text));
        var parts = text.TrimEnd('/').Split('/');
        var server = Connection.Server(string.Join('/', parts[..^2]));
        return (new SlipwayClient(server, Connection.GivenToken(session.Parsed) ?? Connection.RememberedToken(server)), Names.Repository($"{parts[^2]}/{parts[^1]}"));
    }

    static IEnumerable<Check> Provenance(Session session, Evidence evidence, PinnedKeys keys, string sha256)
    {
        var (source, gitRef) = (session.Parsed.GetValue(s_source), session.Parsed.GetValue(s_ref));
        if (evidence.Provenance is null)
            return [Check.Fail("provenance", "there is none: no job with an ID token pushed this package")];
        return keys.Provenance.Count == 0
            ? throw new Failure(ExitCode.Usage, "No key is known that checks the provenance.", "Give --key FILE; slipway provenance keys writes one.")
            : new ProvenanceCheck(keys.Provenance, source, gitRef).Run(evidence.Provenance, sha256);
    }

    static async Task<IReadOnlyList<Check>> RepositoryAsync(Session session, Evidence evidence, PinnedKeys keys, string name, string sha256, CancellationToken ct)
    {
        if (evidence.Index is null)
            return [Check.Skip("repository", "its signed index was not saved; verify --save keeps it")];
        return keys.Repository.Count == 0
            ? throw new Failure(ExitCode.Usage, "No key is known that checks the repository's signature.", "Give --key FILE; slipway key export writes one.")
            : await new RepositoryCheck(keys.Repository).RunAsync(evidence.Index, name, sha256, ct);
    }

    static async Task<string> DigestAsync(string file, CancellationToken ct)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
    }

    static void Write(TextWriter to, VerifyResult result)
    {
        foreach (var check in result.Checks)
            to.WriteLine(Plain.Line($"{check.Outcome,-8} {check.Name,-11} {check.Detail}"));
        var failed = result.Checks.Where(check => check.Failed).Select(check => check.Name).ToList();
        to.WriteLine(result.Verified ? $"Verified: {result.File}" : $"NOT VERIFIED: {result.File} ({string.Join(", ", failed)})");
    }
}
