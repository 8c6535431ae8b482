using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Slipway.Adapters.Ssh;

/// <summary>
/// One call of a host's shell by the real ssh, with no configuration but the pool's: no user's file, no password, no forwarding, and no host key that
/// was not given. The script and the runner's configuration go over standard input, so neither is in a process list.
/// </summary>
sealed class HostCall(SshSettings settings)
{
    const int LargestAnswer = 1024 * 1024;
    const int LargestError = 4096;

    static readonly string s_script = ReadScript();

    /// <exception cref="HostUnreachableException">ssh did not get there, or the connection broke: what was done is not known.</exception>
    public async Task<HostAnswer> RunAsync(SshHost host, string verb, IReadOnlyList<string> arguments, byte[] input, CancellationToken ct)
    {
        using var process = StartSsh(host, Command(verb, arguments));
        try
        {
            var answer = ReadAsync(process.StandardOutput, LargestAnswer, ct);
            var error = ReadAsync(process.StandardError, LargestError, ct);
            await WriteAsync(process.StandardInput.BaseStream, input, ct);
            await process.WaitForExitAsync(ct);
            if (process.ExitCode != 0)
                throw new HostUnreachableException(host, (await error).Trim() is { Length: > 0 } said ? said : string.Create(CultureInfo.InvariantCulture, $"ssh ended with {process.ExitCode}"));
            return HostAnswer.Parse(await answer);
        }
        catch (InvalidDataException strange)
        {
            throw new HostUnreachableException(host, strange.Message);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    // The script is read off standard input first; what follows it is the script's own input.
    string Command(string verb, IReadOnlyList<string> arguments) =>
        $"exec sh -c \"$(head -c {s_script.Length})\" sh {string.Join(' ', ((string[])[verb, settings.Folder, .. arguments]).Select(Quote))}";

    Process StartSsh(SshHost host, string command)
    {
        var start = new ProcessStartInfo("ssh", ["-F", "none", "-T", "-a", "-x", "-p", host.Port.ToString(CultureInfo.InvariantCulture), .. Options(), .. (host.User is { } user ? (string[])["-l", user] : []), "--", host.Name, command])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception absent)
        {
            throw new HostUnreachableException(host, $"ssh can't be run here (Debian: openssh-client): {absent.Message}");
        }
    }

    IEnumerable<string> Options()
    {
        string[] options =
        [
            "BatchMode=yes", "StrictHostKeyChecking=yes", "GlobalKnownHostsFile=none", $"UserKnownHostsFile={settings.KnownHosts.Replace("%", "%%", StringComparison.Ordinal)}", "UpdateHostKeys=no", "VerifyHostKeyDNS=no",
            "PasswordAuthentication=no", "KbdInteractiveAuthentication=no", "ClearAllForwardings=yes", "PermitLocalCommand=no", "LogLevel=ERROR",
            string.Create(CultureInfo.InvariantCulture, $"ConnectTimeout={settings.ConnectWithin.TotalSeconds:0}"), "ServerAliveInterval=10", "ServerAliveCountMax=3",
        ];
        return options.SelectMany(option => new[] { "-o", option }).Concat(settings.Identity is { } key ? ["-i", key, "-o", "IdentitiesOnly=yes"] : []);
    }

    static async Task WriteAsync(Stream to, byte[] input, CancellationToken ct)
    {
        try
        {
            await using (to)
            {
                await to.WriteAsync(Encoding.ASCII.GetBytes(s_script), ct);
                await to.WriteAsync(input, ct);
                await to.FlushAsync(ct);
            }
        }
        catch (IOException)
        {
            // ssh ended before it took all of it; its exit code says why
        }
    }

    static async Task<string> ReadAsync(StreamReader from, int most, CancellationToken ct)
    {
        var text = new StringBuilder();
        var buffer = new char[8192];
        while (await from.ReadAsync(buffer, ct) is var read && read > 0)
        {
            if (text.Length < most)
                text.Append(buffer, 0, Math.Min(read, most - text.Length)); // the rest is read and dropped, so that nothing blocks
        }

        return text.ToString();
    }

    static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    static string ReadScript()
    {
        using var reader = new StreamReader(typeof(HostCall).Assembly.GetManifestResourceStream("host.sh")!);
        return reader.ReadToEnd();
    }
}

/// <summary>Nothing is known of the host now.</summary>
sealed class HostUnreachableException(SshHost host, string why) : IOException($"{host}: {why}");
