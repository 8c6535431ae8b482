using Slipway.Agent.Protocol;

namespace Slipway.Agent.Executors.Container;

/// <summary>What a container runs.</summary>
static class Entrypoint
{
    /// <summary>
    /// The job's entrypoint, or the image's own where it is null, and the command that it gets. The entrypoint <c>[""]</c>
    /// takes the image's away; since podman 4 reads that otherwise than Docker does, the command itself becomes the entrypoint.
    /// </summary>
    public static (IReadOnlyList<string>? Entry, IReadOnlyList<string>? Command) Of(ImageFacts facts, IReadOnlyList<string>? command) => facts.Entrypoint switch
    {
        [""] when command is { Count: > 0 } => (command, null),
        { Count: > 0 } entry => (entry, command is { Count: > 0 } ? command : null),
        _ => (null, command is { Count: > 0 } ? command : null),
    };
}
