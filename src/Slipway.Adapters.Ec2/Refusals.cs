using Amazon.EC2;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Ec2;

/// <summary>What EC2's error codes mean for a start ("Error codes for the Amazon EC2 API"). What is not known here stays an exception, and is tried again.</summary>
static class Refusals
{
    static readonly TimeSpan s_throttled = TimeSpan.FromSeconds(30);

    // No capacity of this type in this place: another may have some.
    static readonly HashSet<string> s_here = new(StringComparer.Ordinal)
    {
        "InsufficientInstanceCapacity", "InsufficientHostCapacity", "InsufficientReservedInstanceCapacity", "InsufficientCapacity", "InsufficientFreeAddressesInSubnet", "SpotMaxPriceTooLow", "Unsupported", "InsufficientCapacityOnHost",
    };

    // No room for this account, whatever the place.
    static readonly HashSet<string> s_account = new(StringComparer.Ordinal)
    {
        "InstanceLimitExceeded", "VcpuLimitExceeded", "MaxSpotInstanceCountExceeded", "ResourceLimitExceeded", "VolumeLimitExceeded", "AddressLimitExceeded", "MaxIOPSLimitExceeded",
    };

    static readonly HashSet<string> s_throttling = new(StringComparer.Ordinal) { "RequestLimitExceeded", "Throttling", "ThrottlingException", "InstanceCreditSpecification.NotSupported.Throttled" };

    static readonly HashSet<string> s_never = new(StringComparer.Ordinal)
    {
        "UnauthorizedOperation", "AuthFailure", "OptInRequired", "PendingVerification", "Blocked", "InvalidClientTokenId", "SignatureDoesNotMatch", "MissingParameter", "UnknownParameter", "VPCIdNotSpecified",
        "UserDataLimitExceeded",
    };

    /// <summary>Whether another place is worth a try.</summary>
    public static bool IsOfThePlace(AmazonEC2Exception refused) => s_here.Contains(refused.ErrorCode ?? "");

    public static StartOutcome? Read(AmazonEC2Exception refused)
    {
        var code = refused.ErrorCode ?? "";
        var why = $"{code}: {refused.Message}";
        if (s_throttling.Contains(code))
            return new StartOutcome.NoRoom(why, s_throttled);
        if (s_here.Contains(code) || s_account.Contains(code))
            return new StartOutcome.NoRoom(why);
        return s_never.Contains(code) || code.StartsWith("Invalid", StringComparison.Ordinal) ? new StartOutcome.Refused(why) : null;
    }
}
