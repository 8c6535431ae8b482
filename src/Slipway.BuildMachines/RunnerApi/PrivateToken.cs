using Microsoft.AspNetCore.Http;
using Slipway.Platform.Auth;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary>Who sends a call of GitLab's API: by <c>PRIVATE-TOKEN</c>, or as everywhere else.</summary>
sealed class PrivateToken(TokenDirectory tokens)
{
    public Caller Find(HttpRequest request) =>
        request.Headers["PRIVATE-TOKEN"].ToString() is { Length: > 0 and <= 512 } value ? tokens.FindByHash(TokenValue.Hash(value)) : tokens.Find(request);
}
