using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Slipway.DevInstance.Git;
using Slipway.Platform;

namespace Slipway.DevInstance.Mirrors;

/// <summary>
/// git towards another server: one protocol, the one address that was allowed, no redirects, credentials in the environment and in files
/// that are gone afterwards, never in arguments, which every user of a machine can read.
/// </summary>
sealed class RemoteGit(GitProgram git, DataFolder data, IOptions<MirrorOptions> options, TimeProvider time)
{
    const string Helper = "!f() { test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' \"$SLIPWAY_REMOTE_USER\" \"$SLIPWAY_REMOTE_PASSWORD\"; }; f";
    static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <param name="host">As <see cref="Outbound"/> allowed it.</param>
    /// <param name="verb">What comes before the address.</param>
    /// <param name="rest">What comes after it.</param>
    /// <param name="watch">Told once a second what git says of its progress; false ends it.</param>
    public async Task<GitResult> RunAsync(
        string folder, RemoteAddress address, IPAddress? host, MirrorCredentials credentials, IReadOnlyList<string> verb, IReadOnlyList<string> rest,
        Func<string, Task<bool>> watch, CancellationToken ct)
    {
        var secrets = Path.Combine(data.Git, "mirror-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(secrets, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            var call = new GitCall(folder, [.. Settings(address, host, credentials), .. verb, Url(address, host), .. rest])
            {
                Environment = await EnvironmentAsync(address, host, credentials, secrets, ct),
                Limit = TimeSpan.FromSeconds(options.Value.TransferSeconds),
            };
            await using var process = git.Start(call);
            await using var cancelled = ct.UnsafeRegister(_ => process.Stop(), null);
            process.Input.Close();
            var output = new MemoryStream();
            var reading = process.Output.CopyToAsync(output, CancellationToken.None);
            var ending = process.EndAsync();
            while (await Task.WhenAny(ending, Task.Delay(Look, time, CancellationToken.None)) != ending)
            {
                if (!await watch(process.LastWords))
                {
                    process.Stop();
                }
            }

            await reading;
            ct.ThrowIfCancellationRequested();
            return new GitResult(await ending, output.ToArray(), process.IsOutOfTime ? "It took too long." : process.Errors);
        }
        finally
        {
            Directory.Delete(secrets, recursive: true);
        }
    }

    static IEnumerable<string> Settings(RemoteAddress address, IPAddress? host, MirrorCredentials credentials)
    {
        var settings = new List<string> { "transfer.fsckObjects=true", "http.followRedirects=false", "http.lowSpeedLimit=1000", "http.lowSpeedTime=60", "credential.helper=" };
        if (address.IsHttp)
        {
            settings.Add($"http.curloptResolve={address.Url.IdnHost}:{address.Url.Port.ToString(CultureInfo.InvariantCulture)}:{host}");
            if (credentials.Password is not null)
            {
                settings.Add("credential.helper=" + Helper);
            }
        }

        return settings.SelectMany(setting => new[] { "-c", setting });
    }

    // git:// has no way to name the host and its address apart.
    static string Url(RemoteAddress address, IPAddress? host) =>
        address.Url.Scheme == "git" ? new UriBuilder(address.Url) { Host = host!.ToString() }.Uri.AbsoluteUri
        : address.IsFile ? address.Url.LocalPath
        : address.Url.AbsoluteUri;

    static async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync(
        RemoteAddress address, IPAddress? host, MirrorCredentials credentials, string secrets, CancellationToken ct)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_ALLOW_PROTOCOL"] = address.Url.Scheme };
        if (address.IsFile)
        {
            // git itself is the other side then, and must not ask our hooks about a folder that is no project.
            environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        }

        if (address.IsHttp && credentials.Password is { } password)
        {
            environment["SLIPWAY_REMOTE_USER"] = credentials.User ?? "token";
            environment["SLIPWAY_REMOTE_PASSWORD"] = password;
        }

        if (address.Url.Scheme == "ssh")
        {
            var (key, known) = (Path.Combine(secrets, "key"), Path.Combine(secrets, "known_hosts"));
            await WriteAsync(key, (credentials.PrivateKey ?? "").ReplaceLineEndings("\n").TrimEnd() + "\n", ct);
            await WriteAsync(known, (credentials.HostKey ?? "") + "\n", ct);
            environment["GIT_SSH_COMMAND"] =
                $"ssh -F none -i '{key}' -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile='{known}' -o HostKeyAlias={address.Url.IdnHost} -o HostName={host} -o ConnectTimeout=30";
        }

        return environment;
    }

    static async Task WriteAsync(string file, string text, CancellationToken ct)
    {
        var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await using var writer = new StreamWriter(stream);
        await writer.WriteAsync(text.AsMemory(), ct);
    }
}
