namespace Slipway.Upkeep.Runs;

enum RunState
{
    Queued = 0,
    Running = 1,
    Done = 2,
    Failed = 3,

    /// <summary>The server stopped while it ran. What it had proposed by then is there; the next run goes on from it.</summary>
    Interrupted = 4,
}
