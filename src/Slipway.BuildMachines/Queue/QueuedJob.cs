using Slipway.BuildMachines.Jobs;

namespace Slipway.BuildMachines.Queue;

/// <summary>A job that waits for a runner: what choosing it needs.</summary>
sealed record QueuedJob(long Id, long PipelineId, LaneKey Lane, DateTimeOffset QueuedAt)
{
    public static QueuedJob Of(Job job) => new(
        job.Id, job.PipelineId, new LaneKey(job.ProjectId, job.Priority, job.Protected, job.Tags), job.QueuedAt ?? job.CreatedAt);
}

/// <summary>Jobs that differ in nothing but their age: which runners may take them, and what turn they get.</summary>
sealed class LaneKey(long projectId, int priority, bool isProtected, IReadOnlyList<string> tags) : IEquatable<LaneKey>
{
    public long ProjectId => projectId;

    public int Priority => priority;

    /// <summary>Of a protected ref.</summary>
    public bool Protected => isProtected;

    /// <summary>Sorted.</summary>
    public IReadOnlyList<string> Tags => tags;

    public bool Equals(LaneKey? other) =>
        other is not null && ProjectId == other.ProjectId && Priority == other.Priority && Protected == other.Protected && Tags.SequenceEqual(other.Tags);

    public override bool Equals(object? obj) => Equals(obj as LaneKey);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(ProjectId);
        hash.Add(Priority);
        hash.Add(Protected);
        foreach (var tag in Tags)
        {
            hash.Add(tag);
        }

        return hash.ToHashCode();
    }
}
