namespace Slipway.Agent.Scripts;

/// <summary>Where a step runs.</summary>
enum StepPlace
{
    /// <summary>With the job's image, network and limits.</summary>
    Job,

    /// <summary>Beside the runner, in a sandbox with git and the network: fetching the source.</summary>
    Source,
}

/// <param name="Name">A file name: <c>step_script</c>.</param>
/// <param name="Text">A script for bash, or for sh where a container has no bash.</param>
sealed record Step(string Name, string Text, StepPlace Place);
