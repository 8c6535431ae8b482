using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;
using Slipway.DevInstance.Pushes;
using Slipway.Platform.Secrets;

namespace Slipway.DevInstance.Mirrors;

/// <summary>Carries out imports and mirrors when they are due, two at a time.</summary>
sealed partial class MirrorWorker(
    MirrorStore mirrors, ProjectStore projects, Outbound outbound, ImportRun import, PushMirrorRun push, SecretBox secrets, TimeProvider time, ILogger<MirrorWorker> logger)
    : BackgroundService
{
    const int AtOnce = 2;
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    readonly Wake wake = new(AtOnce);

    /// <summary>Something is due.</summary>
    public void WakeUp() => wake.Call();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await mirrors.ResetAsync(stoppingToken);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync(stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was under way begins again at the next start.
        }
    }

    async Task WorkAsync(CancellationToken ct)
    {
        while (true)
        {
            while (await mirrors.TakeAsync(ct) is { } mirror)
            {
                var error = await TryAsync(mirror, ct);
                await mirrors.EndAsync(mirror, error is null ? null : WithoutProgress(error), ct);
            }

            await wake.SleepAsync(Pause, time, ct);
        }
    }

    // git draws its progress over the same line, with carriage returns.
    static string WithoutProgress(string error) =>
        string.Join('\n', error.Split('\n').Select(line => line[(line.TrimEnd('\r').LastIndexOf('\r') + 1)..].TrimEnd()).Where(line => line.Length > 0));

    async Task<string?> TryAsync(Mirror mirror, CancellationToken ct)
    {
        try
        {
            if (await projects.FindAsync(mirror.ProjectId, ct) is not { } project || RemoteAddress.TryParse(mirror.Url, out var why) is not { } address)
            {
                return "The project or the address is not there any more.";
            }

            // Looked up anew each time: names change where they point to.
            var answer = await outbound.LookAsync(address, ct);
            if (answer is not OutboundAnswer.Allowed allowed)
            {
                return ((OutboundAnswer.Refused)answer).Why;
            }

            var credentials = mirror.Credentials is { } box
                ? MirrorCredentials.OfBytes(secrets.Unseal(box, Mirror.Purpose(mirror.ProjectId)))
                : new MirrorCredentials(null, null, null, null);
            return mirror.Kind == MirrorKind.Import
                ? await import.RunAsync(project, address, allowed.Host, credentials, words => mirrors.ProgressAsync(mirror, words, ct), ct)
                : await push.RunAsync(project, address, allowed.Host, credentials, words => mirrors.ProgressAsync(mirror, words, ct), ct);
        }
        catch (CryptographicException)
        {
            return "The credentials can't be opened with this instance's key. Take the mirror away and add it again.";
        }
#pragma warning disable CA1031 // Whatever went wrong with one mirror, the others go on.
        catch (Exception failure) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            if (await projects.FindAsync(mirror.ProjectId, ct) is null)
            {
                return "The project was deleted meanwhile.";
            }

            Failed(failure, mirror.Id, mirror.ProjectId);
            return failure.Message;
        }
    }

    [LoggerMessage(LogLevel.Error, "Mirror {MirrorId} of project {ProjectId} failed")]
    partial void Failed(Exception failure, long mirrorId, long projectId);
}
