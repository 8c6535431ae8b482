using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Artifacts;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.Contracts.DevInstance;
using Slipway.Pipelines.Jobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Payload;

/// <summary>The artifacts that a job fetches, and the variables that earlier jobs' dotenv reports give it.</summary>
/// <param name="Missing">What it needs and can't have, in a sentence; null where all is there.</param>
sealed record DependencySources(IReadOnlyList<DependencySources.Archive> Archives, IReadOnlyList<KeyValuePair<string, string>> Dotenv, string? Missing)
{
    public sealed record Archive(long JobId, string JobName, string FileName, long Size);

    public static async Task<DependencySources> FindAsync(
        SlipwayDb db, IProjectDirectory projects, Job job, Pipeline pipeline, CompiledJob definition, DateTimeOffset now, CancellationToken ct)
    {
        var names = definition.ArtifactsFrom;
        if (names is { Count: 0 } && definition.OutsideNeeds.Count == 0)
        {
            return new DependencySources([], [], null);
        }

        var (files, variables) = (db.Set<Artifact>().AsNoTracking(), db.Set<DotenvVariable>().AsNoTracking());
        var earlier = db.Set<Job>().AsNoTracking().Where(other => other.PipelineId == pipeline.Id && !other.Superseded && other.Id != job.Id);
        var jobs = await (names is null ? earlier.Where(other => other.StageIndex < job.StageIndex) : earlier.Where(other => names.Contains(other.Name)))
            .Where(other => files.Any(file => file.JobId == other.Id && file.Type == "archive") || variables.Any(variable => variable.JobId == other.Id))
            .OrderBy(other => other.StageIndex).ThenBy(other => other.Id).Select(other => new Left(other.Id, other.Name)).ToListAsync(ct);
        foreach (var need in definition.OutsideNeeds)
        {
            var (outside, missing) = await OutsideNeeds.FindAsync(db, projects, pipeline, job.ById, need, ct);
            if (missing is not null)
            {
                return new DependencySources([], [], missing);
            }

            if (outside is not null)
            {
                jobs.Add(new Left(outside.Id, outside.Name));
            }
        }

        var ids = jobs.Select(other => other.Id).ToList();
        var archives = await files.Where(file => ids.Contains(file.JobId) && file.Type == "archive").ToListAsync(ct);
        var dotenv = await variables.Where(variable => ids.Contains(variable.JobId)).OrderBy(variable => variable.Id).ToListAsync(ct);
        var expired = archives.FirstOrDefault(file => file.Expired(now) && names is not null);
        return new DependencySources(
            [.. jobs.SelectMany(other => archives.Where(file => file.JobId == other.Id && !file.Expired(now)), (other, file) => new Archive(other.Id, other.Name, file.FileName, file.Size))],
            [.. jobs.SelectMany(other => dotenv.Where(variable => variable.JobId == other.Id), (_, variable) => KeyValuePair.Create(variable.Key, variable.Value))],
            expired is null ? null : string.Create(CultureInfo.InvariantCulture, $"The artifacts of the job {jobs.First(other => other.Id == expired.JobId).Name} ({expired.JobId}) have expired. Retry that job first."));
    }

    /// <summary>A job that left something.</summary>
    sealed record Left(long Id, string Name);
}
