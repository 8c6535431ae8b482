using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;

namespace Slipway.Cli.Commands;

/// <summary>What the sshd of a git host runs; docs/ssh.md says how it is told to.</summary>
static class SshCommand
{
    static readonly Argument<string> s_type = new("TYPE") { Description = "sshd's %t" };
    static readonly Argument<string> s_key = new("KEY") { Description = "sshd's %k" };
    static readonly Argument<long> s_id = new("ID") { Description = "The key that logged in" };
    static readonly Argument<string> s_name = new("NAME") { Description = "The host" };

    public static Command Token()
    {
        var command = new Command("ssh-token", "Make a token for a host whose sshd serves git") { s_name };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var made = await session.Client.SshHost.CreateTokenAsync(session.Parsed.GetValue(s_name)!, ct);
            await Console.Error.WriteLineAsync($"Token {made.Token.Id} (ssh). It is not shown again:");
            return session.Answer(made, ContractsJson.Default.CreatedToken, to => to.WriteLine(made.Value));
        }));
        return command;
    }

    /// <summary>For <c>AuthorizedKeysCommand</c>: a line of authorized_keys that allows one command, or nothing.</summary>
    public static Command Keys()
    {
        var command = new Command("ssh-keys", "For sshd's AuthorizedKeysCommand: whose key this is") { s_type, s_key };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            if (await session.Client.SshHost.FindKeyAsync(session.Parsed.GetValue(s_type)!, session.Parsed.GetValue(s_key)!, ct) is { } known)
                session.Out.WriteLine($"restrict,command=\"{Forced(session, known.Id)}\" {known.Line}");
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>The forced command: git's streams between sshd and the server.</summary>
    public static Command Serve()
    {
        var command = new Command("ssh-serve", "For sshd's forced command: git with a key's rights") { s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var asked = Environment.GetEnvironmentVariable("SSH_ORIGINAL_COMMAND") ?? "";
            await using var stream = await session.Client.SshHost.OpenSessionAsync(session.Parsed.GetValue(s_id), asked, Environment.GetEnvironmentVariable("GIT_PROTOCOL"), ct);
            await using var input = Console.OpenStandardInput();
            await using var output = Console.OpenStandardOutput();
            await using var errors = Console.OpenStandardError();
            // The session ends when the server says so; what of the input is unread then is nobody's.
            _ = SendAsync(input, stream, ct);
            var buffer = new byte[GitFrame.Longest];
            while (await GitFrame.ReadAsync(stream, buffer, ct) is { } frame)
            {
                if (frame.Kind == GitFrameKind.Exit)
                    return frame.Bytes.Span[0];
                var to = frame.Kind == GitFrameKind.Output ? output : errors;
                await to.WriteAsync(frame.Bytes, ct);
                await to.FlushAsync(ct);
            }

            throw new Failure(ExitCode.Unreachable, "The server ended the session.", "Try again.");
        }));
        return command;
    }

    static async Task SendAsync(Stream input, Stream stream, CancellationToken ct)
    {
        try
        {
            var piece = new byte[GitFrame.Longest];
            int read;
            while ((read = await input.ReadAsync(piece, ct)) > 0)
                await GitFrame.WriteAsync(stream, GitFrameKind.Input, piece.AsMemory(0, read), ct);
            await GitFrame.WriteAsync(stream, GitFrameKind.Input, ReadOnlyMemory<byte>.Empty, ct);
        }
        catch (Exception over) when (over is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The session is over.
        }
    }

    // The same server and token file as this command was given. sshd hands the line to a shell.
    static string Forced(Session session, long id)
    {
        var words = new List<string> { Environment.ProcessPath!, "ssh-serve" };
        if (session.Parsed.GetValue(Globals.Url) is { } url)
            words.AddRange(["--url", url]);
        if (session.Parsed.GetValue(Globals.TokenFile) is { } file)
            words.AddRange(["--token-file", Path.GetFullPath(file)]);
        words.Add($"{id}");
        return string.Join(' ', words.Select(word => word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '[' or ']')
            ? word
            : throw new Failure(ExitCode.Usage, $"\"{word}\" can't stand in authorized_keys.", "Use paths and URLs of letters, digits and / . - _ : only.")));
    }
}
