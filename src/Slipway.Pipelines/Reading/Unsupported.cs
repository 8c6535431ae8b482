using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Reading;

/// <summary>A keyword of GitLab that Slipway does not carry out.</summary>
sealed record Unsupported(YamlPlace At, string Message, string Remedy)
{
    const string Code = "ci.not-supported";

    public void Refuse(Diagnostics diagnostics) => diagnostics.Error(At, Code, Message, Remedy);

    /// <summary>For a job that does not run here: its pipeline is not held up by it.</summary>
    public void Warn(Diagnostics diagnostics) => diagnostics.Warn(At, Code, Message + " The job is not in this pipeline; one that has it is refused.", Remedy);
}
