using System.CommandLine;
using Slipway.Client;

namespace Slipway.Cli;

/// <summary>Which server, and with which token: options before the environment before the file of <c>slipway login</c>.</summary>
static class Connection
{
    public static SlipwayClient Open(ParseResult parsed, int connections = 16)
    {
        var server = Server(parsed);
        return new SlipwayClient(server, GivenToken(parsed) ?? RememberedToken(server), connections);
    }

    public static Uri Server(ParseResult parsed) => Server(NamedServer(parsed) ?? Config.Load()?.Url
        ?? throw new Failure(ExitCode.Usage, "No server is named.", "Log in first (slipway login URL), or give --url or SLIPWAY_URL."));

    /// <summary>By option or environment.</summary>
    public static string? NamedServer(ParseResult parsed) => parsed.GetValue(Globals.Url) ?? Environment("SLIPWAY_URL");

    /// <summary>The remembered token is for the remembered server, and goes to no other.</summary>
    public static string? RememberedToken(Uri server) => Config.Load() is { } config && Server(config.Url) == server ? config.Token : null;

    /// <summary>From <c>--token-file</c> or the environment.</summary>
    public static string? GivenToken(ParseResult parsed) =>
        parsed.GetValue(Globals.TokenFile) is { } file ? Token(File.ReadAllText(file)) : Environment("SLIPWAY_TOKEN") is { } token ? Token(token) : null;

    /// <summary>A token is one printable word: anything else would break the request's header.</summary>
    public static string Token(string text)
    {
        var token = text.Trim();
        return token.Length > 0 && token.All(c => c is > ' ' and < '\x7f')
            ? token
            : throw new Failure(ExitCode.Usage, "The token is empty or has characters that no token has.", "Copy it once more from where it was shown.");
    }

    public static Uri Server(string text) =>
        Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0
            ? url
            : throw new Failure(ExitCode.Usage, $"\"{text}\" is not the URL of a server.", "Write it as https://packages.example.org, without user or token.");

    public static string? Environment(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
