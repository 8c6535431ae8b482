namespace Slipway.BuildMachines.Chores;

/// <summary>
/// Something that is due because of what the rows say: done again after a crash, done twice without harm. <see cref="ChoreLoop"/> runs them one after
/// the other, so none of them meets itself.
/// </summary>
interface IChore
{
    Task RunAsync(CancellationToken ct);
}
