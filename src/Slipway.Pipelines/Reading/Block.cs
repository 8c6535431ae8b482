using System.Globalization;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Reading;

/// <summary>
/// A map that is being read. It remembers what it was asked for, so that what is left over is an error: unknown, with the nearest known key, or
/// known and not supported. Asked twice for the same key it answers twice. A key without a value counts as not there.
/// </summary>
sealed partial class Block(YamlMap map, string what, Diagnostics diagnostics)
{
    readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public YamlMap Map => map;

    public YamlPlace Place => map.Place;

    /// <summary>For messages: <c>Job "build"</c>, <c>Job "build", artifacts</c>.</summary>
    public string What => what;

    public Diagnostics Diagnostics => diagnostics;

    public YamlNode? Take(string name)
    {
        _asked.Add(name);
        return map[name] is YamlScalar { Type: ScalarType.Null or ScalarType.Missing } ? null : map[name];
    }

    public bool Has(string name) => Take(name) is not null;

    /// <summary>Where a key is written, or the map where it is not.</summary>
    public YamlPlace At(string name) => map.Find(name)?.Key.Place ?? map.Place;

    /// <summary>Tells of every key that was not asked for.</summary>
    /// <param name="unsupported">Keys of GitLab that Slipway does not carry out, and why.</param>
    /// <param name="found">Gets the unsupported ones, which then are not told.</param>
    public void Done(IReadOnlyDictionary<string, string>? unsupported = null, ICollection<Unsupported>? found = null)
    {
        foreach (var entry in map.Entries.Where(entry => !_asked.Contains(entry.Name)))
        {
            if (unsupported is not null && unsupported.TryGetValue(entry.Name, out var why))
            {
                var one = new Unsupported(entry.Key.Place, $"{what}: \"{entry.Name}\" is not supported by Slipway.", why);
                if (found is null) one.Refuse(diagnostics);
                else found.Add(one);
            }
            else
                diagnostics.Error(entry.Key.Place, "ci.unknown-key", $"{what}: \"{entry.Name}\" is not known here.", Suggestion.For(entry.Name, _asked));
        }
    }

    public void Wrong(string name, YamlNode value, string expected) => Wrong(value, name, expected, null);

    public void Wrong(YamlNode value, string name, string expected, string? remedy)
    {
        if (value is YamlScalar { Type: ScalarType.Missing }) return;
        diagnostics.Error(value.Place, "ci.wrong-value", $"{what}: \"{name}\" is {value.Kind}, and must be {expected}.", remedy);
    }

    public void Missing(string name, string? remedy = null) =>
        diagnostics.Error(map.Place, "ci.missing-key", $"{what}: \"{name}\" is missing.", remedy);

    public string? Text(string name)
    {
        var node = Take(name);
        if (node is YamlScalar { Type: ScalarType.Text or ScalarType.Number } scalar) return scalar.Text;
        if (node is not null) Wrong(name, node, "text");
        return null;
    }

    /// <summary>Text that must be there and not be empty; null where it is not, which is told.</summary>
    public string? Required(string name)
    {
        var text = Text(name);
        if (!map.Entries.Any(entry => entry.Name == name)) Missing(name);
        else if (string.IsNullOrEmpty(text) && map[name] is YamlScalar { Type: ScalarType.Text or ScalarType.Null } empty) Wrong(name, empty, "text");
        return string.IsNullOrEmpty(text) ? null : text;
    }

    public bool? Boolean(string name)
    {
        var node = Take(name);
        if (node is YamlScalar { Type: ScalarType.Boolean } scalar) return scalar.Text == "true";
        if (node is not null) Wrong(node, name, "true or false", null);
        return null;
    }

    public int? Integer(string name, int least, int most)
    {
        var node = Take(name);
        if (node is null) return null;
        if (node is YamlScalar { Type: ScalarType.Number } scalar && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Wrong(name, node, $"a number from {least} to {most}");
        return null;
    }

    /// <summary>One of some words; null where it is not there or none of them.</summary>
    public T? Choice<T>(string name, params ReadOnlySpan<(string Word, T Value)> choices)
        where T : struct
    {
        if (Take(name) is not { } node) return null;
        var words = new List<string>();
        foreach (var (word, value) in choices)
        {
            if (node is YamlScalar scalar && scalar.Text == word) return value;
            words.Add(word);
        }

        Wrong(node, name, "one of " + string.Join(", ", words), node is YamlScalar written && Suggestion.For(written.Text, words) is { } near && near.StartsWith("Did", StringComparison.Ordinal) ? near : null);
        return null;
    }

    /// <summary>A time; null where there is none. Told where it cannot be read.</summary>
    public TimeSpan? Duration(string name, TimeSpan? most = null)
    {
        if (Text(name) is not { } text) return null;
        if (HumanDuration.Parse(text) is { } time && (most is null || time <= most)) return time;
        Wrong(Take(name)!, name, most is null ? "a time" : $"a time of at most {most.Value.TotalDays:0} days", "Write a time as in 1h 30m, 45 minutes or 2 weeks.");
        return null;
    }
}
