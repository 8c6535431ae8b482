namespace Slipway.BuildMachines.Machines;

/// <summary>The life of a machine. Stored as numbers; never reorder.</summary>
enum MachinePhase
{
    /// <summary>Written down; nobody was asked yet.</summary>
    Planned = 0,

    /// <summary>The provider was asked, or is about to be.</summary>
    Starting = 1,

    /// <summary>Its runner spoke, and it has no job.</summary>
    Ready = 2,

    /// <summary>A job was given to it, and its runner has not confirmed.</summary>
    Reserved = 3,

    Busy = 4,

    /// <summary>It gets no new job; those that run end first.</summary>
    Draining = 5,

    /// <summary>It has no job and gets none; its token is revoked; the provider is asked to remove it until it is gone.</summary>
    Removing = 6,

    /// <summary>The provider's list no longer shows it.</summary>
    Gone = 7,
}

static class MachinePhases
{
    public static string Word(this MachinePhase phase) => phase.ToString().ToLowerInvariant();

    /// <summary>May be given a job. Its runner may speak before the manager sees it.</summary>
    public static bool TakesJobs(this MachinePhase phase) => phase is MachinePhase.Starting or MachinePhase.Ready or MachinePhase.Reserved or MachinePhase.Busy;

    /// <summary>Counts as capacity, now or soon.</summary>
    public static bool IsCapacity(this MachinePhase phase) => phase <= MachinePhase.Busy;
}
