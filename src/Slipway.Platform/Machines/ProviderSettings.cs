namespace Slipway.Platform.Machines;

/// <summary>
/// What a pool says of its machines to its provider (the file's <c>machine:</c>): names with one text or a list of texts. Read through a
/// <see cref="SettingsReader"/>. Equal where all of them are.
/// </summary>
public sealed class ProviderSettings(IReadOnlyDictionary<string, IReadOnlyList<string>> values) : IEquatable<ProviderSettings>
{
    public static ProviderSettings None { get; } = new(new Dictionary<string, IReadOnlyList<string>>());

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values => values;

    public static ProviderSettings Of(params (string Name, string Value)[] settings) =>
        new(settings.ToDictionary(setting => setting.Name, IReadOnlyList<string> (setting) => [setting.Value], StringComparer.Ordinal));

    public bool Equals(ProviderSettings? other) => other is not null && values.Count == other.Values.Count
        && values.All(value => other.Values.TryGetValue(value.Key, out var theirs) && theirs.SequenceEqual(value.Value));

    public override bool Equals(object? obj) => Equals(obj as ProviderSettings);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (name, list) in values.OrderBy(value => value.Key, StringComparer.Ordinal))
        {
            hash.Add(name, StringComparer.Ordinal);
            foreach (var text in list)
            {
                hash.Add(text, StringComparer.Ordinal);
            }
        }

        return hash.ToHashCode();
    }
}
