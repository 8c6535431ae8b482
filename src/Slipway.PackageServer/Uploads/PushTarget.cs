using Slipway.PackageServer.Distributions;

namespace Slipway.PackageServer.Uploads;

/// <summary>Where a package goes, by whom and when.</summary>
readonly record struct PushTarget(KnownDistribution Distribution, string By, DateTimeOffset At);
