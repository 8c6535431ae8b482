using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Transport;

/// <summary>Clone and fetch: <c>git upload-pack</c> between the request and the answer.</summary>
sealed class UploadPack(GitProgram git, RepositoryFolders folders, TransferSlots slots, IOptions<GitOptions> options)
{
    public async Task ServeAsync(HttpContext context, Project project, CancellationToken ct)
    {
        using var slot = await slots.EnterAsync(ct);
        context.Response.ContentType = "application/x-git-upload-pack-result";
        await using var process = git.Start(new GitCall(folders.Of(project.Id), "upload-pack", "--stateless-rpc", ".")
        {
            Environment = GitProtocol.Environment(GitProtocol.Of(context.Request)),
            Limit = TimeSpan.FromSeconds(options.Value.TransferSeconds),
        });
        await using var aborted = ct.UnsafeRegister(_ => process.Stop(), null);
        var sending = RequestBody.SendAsync(context.Request, process, process.Stop, ct);
        await process.Output.CopyToAsync(context.Response.Body, ct);
        await sending;
    }
}
