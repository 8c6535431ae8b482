using System.Globalization;
using Slipway.Pipelines.Jobs;

namespace Slipway.Pipelines.Predefined;

/// <summary>The <c>CI_*</c> variables of one job that its definition alone gives; conditions and tags may ask for them.</summary>
public static class InstanceVariables
{
    public static IEnumerable<JobVariable> Of(CompiledJob job)
    {
        yield return new("CI_JOB_NAME", job.Name, Raw: true);
        yield return new("CI_JOB_STAGE", job.Stage, Raw: true);
        yield return new("CI_JOB_NAME_SLUG", Slug.Of(job.Name), Raw: true);
        yield return new("CI_JOB_GROUP_NAME", job.Family, Raw: true);
        yield return new("CI_NODE_TOTAL", job.NodeTotal.ToString(CultureInfo.InvariantCulture), Raw: true);
        if (job.NodeIndex is { } index) yield return new("CI_NODE_INDEX", index.ToString(CultureInfo.InvariantCulture), Raw: true);
    }
}
