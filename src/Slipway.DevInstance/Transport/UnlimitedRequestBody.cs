using Microsoft.AspNetCore.Http.Metadata;

namespace Slipway.DevInstance.Transport;

/// <summary>Pushes are larger than Kestrel's limit for requests; <see cref="Git.GitOptions.MaxPushBytes"/> is theirs.</summary>
sealed class UnlimitedRequestBody : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => null;
}
