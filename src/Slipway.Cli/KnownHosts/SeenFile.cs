using System.CommandLine;
using Slipway.KnownHosts;
using Slipway.KnownHosts.Trust;

namespace Slipway.Cli.KnownHosts;

/// <summary>Since when keys are seen, in a file between runs; only where the policy asks for hours.</summary>
static class SeenFile
{
    public static Option<string?> Option { get; } = new("--seen") { Description = "Where it is kept since when keys are seen, for a policy with seenHours; FILE.seen.json without it", HelpName = "FILE" };

    public static async Task<SeenKeys> ReadAsync(ParseResult parsed, KnownHostsFolder folder, CancellationToken ct) =>
        folder.Policy.SeenHours > 0 ? await SeenKeys.ReadAsync(PathOf(parsed, folder), ct) : new SeenKeys();

    public static async Task WriteAsync(ParseResult parsed, KnownHostsFolder folder, SurveyResult result, CancellationToken ct)
    {
        if (folder.Policy.SeenHours > 0) await result.Seen.WriteAsync(PathOf(parsed, folder), ct);
    }

    static string PathOf(ParseResult parsed, KnownHostsFolder folder) => parsed.GetValue(Option) ?? folder.Path + ".seen.json";
}
