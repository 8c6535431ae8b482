using System.CommandLine;
using Slipway.Contracts;

namespace Slipway.Cli.Commands;

static class ShowCommand
{
    static readonly Argument<string> s_package = new("OWNER/NAME/OS/VERSION/FILENAME") { Description = "The package" };

    public static Command Create()
    {
        var command = new Command("show", "One package") { s_package };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var text = session.Parsed.GetValue(s_package)!;
            var cut = Math.Max(0, text.LastIndexOf('/'));
            var one = await session.Client.PackageAsync(Names.Distribution(text[..cut]), text[(cut + 1)..], ct);
            return session.Answer(one, ContractsJson.Default.PackageDetail, to =>
            {
                Table.WritePairs(
                    to,
                    ("Package", one.Package.Name),
                    ("Version", one.Package.Version),
                    ("Architecture", one.Package.Architecture),
                    ("Type", one.Package.Type),
                    ("Distribution", one.Package.Distribution),
                    ("Size", Plain.Size(one.Package.Size)),
                    ("SHA-256", one.Package.Sha256),
                    ("Pushed", Plain.Instant(one.Package.CreatedAt) + (one.Package.PushedBy is null ? "" : " by " + one.Package.PushedBy)),
                    ("License", one.License),
                    ("Homepage", one.Homepage),
                    ("URL", one.Package.Url),
                    ("Summary", one.Package.Summary));
                if (one.Provenance is { } origin)
                {
                    Table.WritePairs(
                        to,
                        ("Source", $"{origin.Source} at {origin.Ref}"),
                        ("Commit", origin.Commit),
                        ("Job", origin.Job),
                        ("Builder", origin.Builder),
                        ("Provenance", origin.Url));
                }

                Table.WritePairs(to, [.. one.Relations.Select(relation => (relation.Kind, (string?)string.Join(", ", relation.Values)))]);
            });
        }));
        return command;
    }
}
