using Microsoft.AspNetCore.Http.Metadata;

namespace Slipway.PackageServer.Uploads;

/// <summary>Packages are larger than Kestrel's limit for requests; <see cref="UploadOptions.MaxFileBytes"/> is theirs.</summary>
sealed class UnlimitedRequestBody : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => null;
}
