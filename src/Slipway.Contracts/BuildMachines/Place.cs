namespace Slipway.Contracts.BuildMachines;

/// <summary>Where a job or pipeline is, so that its number alone finds it.</summary>
/// <param name="Project"><c>owner/name</c></param>
public sealed record Place(long Id, string Project);
