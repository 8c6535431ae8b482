using System.CommandLine;

namespace Slipway.Cli;

/// <summary>The options that every command has.</summary>
static class Globals
{
    public static Option<string?> Url { get; } = new("--url") { Description = "The server; else SLIPWAY_URL, else that of slipway login", Recursive = true, HelpName = "URL" };

    public static Option<string?> TokenFile { get; } = new("--token-file") { Description = "A file with the token; else SLIPWAY_TOKEN, else that of slipway login", Recursive = true, HelpName = "FILE" };

    public static Option<bool> Json { get; } = new("--json") { Description = "Write JSON to standard output", Recursive = true };
}
