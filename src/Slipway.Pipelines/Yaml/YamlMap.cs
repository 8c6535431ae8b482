namespace Slipway.Pipelines.Yaml;

/// <summary>Keys in their order, each once.</summary>
sealed class YamlMap : YamlNode
{
    readonly Dictionary<string, int> _index;

    public YamlMap(YamlPlace place, IReadOnlyList<YamlEntry> entries)
        : base(place, Sum(entries.Select(entry => entry.Value)))
    {
        Entries = entries;
        _index = new(entries.Count, StringComparer.Ordinal);
        for (var at = 0; at < entries.Count; at++) _index[entries[at].Name] = at;
    }

    public IReadOnlyList<YamlEntry> Entries { get; }

    public override string Kind => "a map";

    public YamlNode? this[string name] => _index.TryGetValue(name, out var at) ? Entries[at].Value : null;

    public YamlEntry? Find(string name) => _index.TryGetValue(name, out var at) ? Entries[at] : null;

    public YamlMap Without(string name) => _index.ContainsKey(name) ? new(Place, [.. Entries.Where(entry => entry.Name != name)]) : this;

    public YamlMap With(string name, YamlNode value)
    {
        List<YamlEntry> entries = [.. Entries];
        if (_index.TryGetValue(name, out var at)) entries[at] = entries[at] with { Value = value };
        else entries.Add(new(new YamlScalar(value.Place, name, ScalarType.Text), value));
        return new(Place, entries);
    }

    /// <summary>
    /// The other's keys win; maps under the same key are merged likewise, everything else is replaced. The place is the other's.
    /// </summary>
    public YamlMap Merge(YamlMap over, YamlBudget budget)
    {
        budget.Spend(Entries.Count + over.Entries.Count, over.Place);
        var entries = new List<YamlEntry>(Entries.Count + over.Entries.Count);
        foreach (var entry in Entries)
        {
            if (over.Find(entry.Name) is not { } winner) entries.Add(entry);
            else if (entry.Value is YamlMap below && winner.Value is YamlMap above) entries.Add(winner with { Value = below.Merge(above, budget) });
            else entries.Add(winner);
        }

        entries.AddRange(over.Entries.Where(entry => !_index.ContainsKey(entry.Name)));
        return new(over.Place, entries);
    }
}

/// <param name="Key">Where the key is written.</param>
sealed record YamlEntry(YamlScalar Key, YamlNode Value)
{
    public string Name => Key.Text;
}
