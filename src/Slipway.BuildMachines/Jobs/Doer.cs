using Slipway.Platform.Auth;

namespace Slipway.BuildMachines.Jobs;

/// <summary>Who makes a job start: the name is shown, the user's rights are the job's. A token without a user has a name and no rights elsewhere.</summary>
readonly record struct Doer(string Name, long? UserId)
{
    public static Doer Of(Caller caller) => new(caller.By, caller.User?.Id);
}
