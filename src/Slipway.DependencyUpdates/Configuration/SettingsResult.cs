using Slipway.DependencyUpdates.Managers;

namespace Slipway.DependencyUpdates.Configuration;

/// <summary>What came of reading a project's configuration.</summary>
/// <param name="Settings">Null where there are faults: half a configuration is none.</param>
/// <param name="Warnings">Settings of another tool that are not carried out.</param>
public sealed record SettingsResult(DependencySettings? Settings, IReadOnlyList<Fault> Faults, IReadOnlyList<Fault> Warnings);
