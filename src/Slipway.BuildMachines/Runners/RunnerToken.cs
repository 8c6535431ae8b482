using System.Security.Cryptography;
using Slipway.Platform.Auth;

namespace Slipway.BuildMachines.Runners;

/// <summary>The secrets of runners and jobs. gitlab-runner tells its kinds of token apart by their beginnings, so these are GitLab's.</summary>
static class RunnerToken
{
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>What a runner authenticates with. Its tags and the rest are the server's to say.</summary>
    public static string NewAuthentication() => "glrt-" + RandomNumberGenerator.GetString(Letters, 40);

    /// <summary>What registers runners in the older way.</summary>
    public static string NewRegistration() => "GR1348941" + RandomNumberGenerator.GetString(Letters, 40);

    /// <summary>What one attempt of a job authenticates with: <c>CI_JOB_TOKEN</c>.</summary>
    public static string NewJob() => "glcbt-" + RandomNumberGenerator.GetString(Letters, 42);

    public static string Hash(string value) => TokenValue.Hash(value);
}
