using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.Transport;

/// <summary>Push: <c>git receive-pack</c> between the request and the answer.</summary>
sealed class ReceivePack(GitProgram git, RepositoryFolders folders, TransferSlots slots, IOptions<GitOptions> options)
{
    public async Task ServeAsync(HttpContext context, GitAnswer.Allowed allowed, CancellationToken ct)
    {
        using var slot = await slots.EnterAsync(ct);
        context.Response.ContentType = "application/x-git-receive-pack-result";
        await using var process = git.Start(new GitCall(folders.Of(allowed.Project.Id), "receive-pack", "--stateless-rpc", ".")
        {
            Limit = TimeSpan.FromSeconds(options.Value.TransferSeconds),
        });
        await using var aborted = ct.UnsafeRegister(_ => process.Stop(), null);
        var sending = RequestBody.SendAsync(context.Request, process, ct);
        await process.Output.CopyToAsync(context.Response.Body, ct);
        await sending;
    }
}
