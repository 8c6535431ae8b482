namespace Slipway.Contracts.BuildMachines;

/// <summary>Who a job is, by the token that it was given (<c>CI_JOB_TOKEN</c>). BuildMachines answers it; DevInstance lets jobs clone by it.</summary>
public interface IJobTokens
{
    /// <summary>Null where the token is no live job's.</summary>
    JobIdentity? Find(string token);
}

/// <param name="ProjectId">The project that it may read.</param>
/// <param name="By">The user who started the pipeline.</param>
public sealed record JobIdentity(long JobId, long PipelineId, long ProjectId, string FullRef, bool Protected, string By);
