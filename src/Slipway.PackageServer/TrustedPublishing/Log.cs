using Microsoft.Extensions.Logging;

namespace Slipway.PackageServer.TrustedPublishing;

static partial class Log
{
    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "The keys of the issuer {Issuer} can't be had")]
    public static partial void IssuerUnreachable(ILogger log, Exception fault, string issuer);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Information, Message = "{Repository}: {Job} of {Issuer} traded its ID token for token {TokenId}")]
    public static partial void Traded(ILogger log, string repository, JobOrigin job, string issuer, long tokenId);
}
