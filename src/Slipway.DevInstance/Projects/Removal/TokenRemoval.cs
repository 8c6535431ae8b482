using Slipway.Contracts.DevInstance;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.Projects.Removal;

/// <summary>Tokens that were for the deleted project only.</summary>
sealed class TokenRemoval(TokenDirectory tokens) : IProjectRemoval
{
    public async Task<bool> RemoveAsync(RemovedProject project, CancellationToken ct)
    {
        foreach (var token in tokens.Live.Where(token => token.ProjectId == project.Id).ToList())
        {
            await tokens.RevokeAsync(token.Id, ct);
        }

        return true;
    }
}
