namespace Slipway.Pipelines.Yaml;

/// <summary>The entries of a map that is being read; a key keeps its first place and its last value.</summary>
sealed class YamlEntries
{
    readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    readonly List<YamlEntry> _all = [];

    public IReadOnlyList<YamlEntry> All => _all;

    /// <summary>False where the key was there.</summary>
    public bool Set(YamlScalar key, YamlNode value)
    {
        if (_index.TryAdd(key.Text, _all.Count))
        {
            _all.Add(new(key, value));
            return true;
        }

        _all[_index[key.Text]] = new(key, value);
        return false;
    }
}
