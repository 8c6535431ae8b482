using System.Net;
using Slipway.Client;
using Slipway.KnownHosts;
using Slipway.Proposals;

namespace Slipway.Cli;

/// <summary>Why a command ends: what happened, what to do about it, and the exit code.</summary>
sealed class Failure(int exitCode, string what, string? remedy = null) : Exception(what)
{
    public int ExitCode { get; } = exitCode;

    public string? Remedy { get; } = remedy;

    /// <summary>The server's stable code, where the server spoke.</summary>
    public string? Code { get; init; }

    /// <summary>A failure for everything that may be expected to go wrong; null for a bug.</summary>
    public static Failure? From(Exception exception) => exception switch
    {
        Failure failure => failure,
        SlipwayException refusal => Refused(refusal),
        KnownHostsException unusable => new Failure(Cli.ExitCode.Malformed, unusable.Message) { Code = unusable.Code },
        ProposalException refused => new Failure(refused.Code is "git.not-allowed" or "forge.not-allowed" ? Cli.ExitCode.NotAllowed : refused.Code is "forge.unreachable" or "git.unreachable" ? Cli.ExitCode.Unreachable : Cli.ExitCode.Failed, refused.Message) { Code = refused.Code },
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError } unreachable =>
            new Failure(Cli.ExitCode.Unreachable, $"The server cannot be reached: {unreachable.Message}", "Check the URL (slipway login, --url or SLIPWAY_URL), and that the server runs."),
        HttpRequestException broken => new Failure(Cli.ExitCode.Unreachable, $"The server did not answer: {(broken.InnerException ?? broken).Message}", "Try again; if it persists, look at the server's log."),
        FileNotFoundException missing => new Failure(Cli.ExitCode.Failed, $"{missing.FileName} is not there any more."),
        IOException or UnauthorizedAccessException => new Failure(Cli.ExitCode.Failed, exception.Message),
        _ => null,
    };

    static Failure Refused(SlipwayException refusal)
    {
        var (exit, remedy) = refusal.Status switch
        {
            HttpStatusCode.Unauthorized => (Cli.ExitCode.NotAllowed, "Log in (slipway login URL), or set SLIPWAY_TOKEN."),
            HttpStatusCode.Forbidden => (Cli.ExitCode.NotAllowed, "Use a token with the needed scope; slipway token list shows them."),
            HttpStatusCode.NotFound => (Cli.ExitCode.NotFound, "Check the name, and that the token may see it; slipway repo list, distro list and project list show what there is."),
            HttpStatusCode.Conflict when refusal.Problem.Code is not "package.exists-with-other-bytes" => (Cli.ExitCode.Conflict, (string?)null),
            HttpStatusCode.Conflict when refusal.Problem.Code is "job.state" => (Cli.ExitCode.Conflict, "slipway job show says what it is doing."),
            HttpStatusCode.Conflict when refusal.Problem.Code?.StartsWith("upkeep.", StringComparison.Ordinal) is true => (Cli.ExitCode.Conflict, null),
            HttpStatusCode.Conflict => (Cli.ExitCode.Conflict, "Give the package a new version, or yank the one that is there."),
            HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge => (Cli.ExitCode.Malformed, null),
            HttpStatusCode.InsufficientStorage => (Cli.ExitCode.Failed, "Make space on the server's disk; nothing was kept of this push."),
            _ => (Cli.ExitCode.Failed, (string?)null),
        };
        return new Failure(exit, refusal.Message, remedy) { Code = refusal.Problem.Code };
    }
}
