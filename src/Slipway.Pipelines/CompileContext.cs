using Slipway.Pipelines.Jobs;

namespace Slipway.Pipelines;

/// <summary>What a pipeline is made for. The compiler knows of the world only this and its source.</summary>
public sealed record CompileContext
{
    /// <summary>Where the configuration is; <c>.gitlab-ci.yml</c> unless said otherwise.</summary>
    public ConfigurationEntry Entry { get; init; } = new ConfigurationEntry.File(".gitlab-ci.yml");

    /// <summary>The short name of the branch or tag; for a merge request's pipeline its source branch.</summary>
    public required string Ref { get; init; }

    /// <summary>What <see cref="Ref"/> is.</summary>
    public required RefKind RefKind { get; init; }

    /// <summary><c>CI_PIPELINE_SOURCE</c>: push, web, api, schedule, merge_request_event, trigger, pipeline, parent_pipeline.</summary>
    public required string Source { get; init; }

    /// <summary><c>group/project</c>; <c>only: main@group/project</c> compares with it.</summary>
    public string ProjectPath { get; init; } = "";

    /// <summary>The <c>CI_*</c> variables that are known before jobs exist. <c>CI_COMMIT_REF_NAME</c> and the like are not made up here.</summary>
    public IReadOnlyList<JobVariable> Predefined { get; init; } = [];

    /// <summary>The variables of instance and project, lowest first. They win over those of the configuration.</summary>
    public IReadOnlyList<JobVariable> Project { get; init; } = [];

    /// <summary>Given for this pipeline alone (<c>git push -o ci.variable</c>, a schedule's, an upstream's). They win over all others.</summary>
    public IReadOnlyList<JobVariable> Pipeline { get; init; } = [];

    /// <summary>Values for the <c>spec:inputs</c> of the entry, as YAML scalars or flow lists: <c>true</c>, <c>3</c>, <c>[a, b]</c>.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether <c>secrets</c> can be fetched; without a vault they are refused.</summary>
    public bool HasVault { get; init; }

    /// <summary>What reads files of other hosts; null: none are read.</summary>
    public RemoteReader? Remote { get; init; }

    public CompileLimits Limits { get; init; } = CompileLimits.Default;
}

public enum RefKind
{
    Branch,
    Tag,

    /// <summary>A pipeline for a merge request (<c>CI_PIPELINE_SOURCE</c> is <c>merge_request_event</c>).</summary>
    MergeRequest,
}

/// <summary>Where a configuration begins.</summary>
public abstract record ConfigurationEntry
{
    /// <summary>A file of the project.</summary>
    public sealed record File(string Path) : ConfigurationEntry;

    /// <summary>Text from elsewhere: a child pipeline's file that a job made.</summary>
    /// <param name="Name">Stands for the file's path in messages.</param>
    public sealed record Text(string Name, string Yaml) : ConfigurationEntry;

    /// <summary>A child pipeline's files, read from the source and merged; <see cref="TriggerInclude.Artifact"/> is not among them: give it as <see cref="Text"/>.</summary>
    public sealed record Includes(IReadOnlyList<TriggerInclude> Files) : ConfigurationEntry;
}
