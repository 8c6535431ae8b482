using Microsoft.AspNetCore.Http;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Transport;

/// <summary>The first question of clone, fetch and push: which refs are there.</summary>
sealed class RefAdvertisement(GitProgram git, RepositoryFolders folders, TransferSlots slots)
{
    public async Task WriteAsync(HttpContext context, Project project, bool push, CancellationToken ct)
    {
        using var slot = await slots.EnterAsync(ct);
        var service = push ? "receive-pack" : "upload-pack";
        var protocol = GitProtocol.Of(context.Request);
        context.Response.ContentType = $"application/x-git-{service}-advertisement";
        if (push || !GitProtocol.IsVersion2(protocol))
        {
            var line = $"# service=git-{service}\n";
            await context.Response.WriteAsync($"{line.Length + 4:x4}{line}0000", ct);
        }

        await using var process = git.Start(new GitCall(folders.Of(project.Id), service, "--stateless-rpc", "--http-backend-info-refs", ".")
        {
            Environment = GitProtocol.Environment(push ? null : protocol),
        });
        await using var aborted = ct.UnsafeRegister(_ => process.Stop(), null);
        process.Input.Close();
        await process.Output.CopyToAsync(context.Response.Body, ct);
    }
}
