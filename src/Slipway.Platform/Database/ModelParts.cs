namespace Slipway.Platform.Database;

/// <summary>The modules' tables, and a name for the set of them, made once: contexts are opened for every query.</summary>
public sealed class ModelParts(IEnumerable<IModelPart> parts)
{
    public IReadOnlyList<IModelPart> All { get; } = [.. parts];

    public string Name { get; } = string.Join(' ', parts.Select(part => part.GetType().FullName).Order(StringComparer.Ordinal));
}
