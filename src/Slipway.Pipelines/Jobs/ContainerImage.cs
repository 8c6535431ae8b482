namespace Slipway.Pipelines.Jobs;

/// <summary>The container that a job runs in.</summary>
/// <param name="Entrypoint">Null: the image's own.</param>
/// <param name="PullPolicies">always, if-not-present, never; in order of preference. Empty: the runner's.</param>
/// <param name="Platform"><c>docker:platform</c>, as <c>arm64/v8</c>, or null.</param>
/// <param name="User"><c>docker:user</c>, or null.</param>
public sealed record ContainerImage(string Name, IReadOnlyList<string>? Entrypoint, IReadOnlyList<string> PullPolicies, string? Platform, string? User);

/// <summary>A container beside the job's, reached by its alias.</summary>
/// <param name="Aliases">Host names besides those that its image's name makes; the runner takes them as one string with blanks between.</param>
/// <param name="Command">Null: the image's own.</param>
/// <param name="Variables">For this service alone.</param>
public sealed record ServiceContainer(ContainerImage Image, IReadOnlyList<string> Aliases, IReadOnlyList<string>? Command, IReadOnlyList<JobVariable> Variables);
