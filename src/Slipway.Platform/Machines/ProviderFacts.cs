namespace Slipway.Platform.Machines;

/// <param name="ListLag">How long the list may lack a machine that was started, or show one that was removed. Nothing younger is judged by its absence.</param>
/// <param name="StartWithin">By when a started machine's runner has spoken, at the latest; else it counts as failed.</param>
/// <param name="Capacity">How many machines this place can hold at the most, where it knows (hosts of a list); null where it has no bound of its own.</param>
public sealed record ProviderFacts(TimeSpan ListLag, TimeSpan StartWithin, int? Capacity = null);
