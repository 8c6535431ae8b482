using Slipway.Agent.Jobs;
using Slipway.Agent.Scripts;

namespace Slipway.Agent.Executors;

/// <summary>How a step sees the machine.</summary>
interface IStepView
{
    /// <summary>What starts a step's shell: a program and its arguments, to which the shell is added.</summary>
    IReadOnlyList<string> Command(JobFolders folders, StepPlace place);

    /// <summary>Ends what a step left running.</summary>
    void EndAll();
}
