using System.Globalization;
using Slipway.DependencyUpdates.Syntax.Yaml;

namespace Slipway.DependencyUpdates.Configuration.Reading;

/// <summary>A map of a configuration that is being read. It remembers what it was asked for, so that what is left over is an error.</summary>
/// <param name="what">For messages, <c>rules</c>; the schema has the same names.</param>
sealed class Block(YamlMap map, string what, SettingsFaults faults)
{
    readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public int Start => map.Start;

    public IReadOnlyCollection<string> Asked => _asked;

    public YamlNode? Take(string name)
    {
        _asked.Add(name);
        return map[name] is YamlScalar { IsNothing: true } ? null : map[name];
    }

    public void Done()
    {
        foreach (var (key, _) in map.Entries.Where(entry => !_asked.Contains(entry.Key.Text)))
            faults.Add(key.Start, "deps.unknown-key", $"{what}: \"{key.Text}\" is not known here.", Suggestion.For(key.Text, _asked));
    }

    public string? Text(string name)
    {
        if (Take(name) is not { } node) return null;
        if (node is YamlScalar { Text.Length: > 0 } scalar) return scalar.Text;
        Wrong(node, name, "text");
        return null;
    }

    public bool? Boolean(string name)
    {
        if (Take(name) is not { } node) return null;
        if (node is YamlScalar { Quoted: false, Text: "true" or "false" } scalar) return scalar.Text == "true";
        Wrong(node, name, "true or false");
        return null;
    }

    public int? Integer(string name, int least, int most)
    {
        if (Take(name) is not { } node) return null;
        if (node is YamlScalar { Quoted: false } scalar && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Wrong(node, name, $"a number from {least} to {most}");
        return null;
    }

    public TimeSpan? Duration(string name)
    {
        if (Take(name) is not { } node) return null;
        if (node is YamlScalar scalar && Days.Parse(scalar.Text) is { } time) return time;
        Wrong(node, name, "a time as in 12 hours, 3 days or 2 weeks");
        return null;
    }

    /// <summary>One text, or a list of texts.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (Take(name) is not { } node) return null;
        if (node is YamlScalar { Text.Length: > 0 } one) return [one.Text];
        if (node is YamlList list && list.Items.All(item => item is YamlScalar { Text.Length: > 0 })) return [.. list.Items.Cast<YamlScalar>().Select(item => item.Text)];
        Wrong(node, name, "text or a list of texts");
        return null;
    }

    /// <summary>Words of a set.</summary>
    public IReadOnlyList<string> Choices(string name, IReadOnlyCollection<string> known)
    {
        var texts = Texts(name) ?? [];
        foreach (var text in texts.Where(text => !known.Contains(text))) faults.Add(Take(name)!.Start, "deps.wrong-value", $"{what}: \"{name}\" has \"{text}\", which is not known.", Suggestion.For(text, known));
        return [.. texts.Where(known.Contains)];
    }

    public Block? Map(string name)
    {
        if (Take(name) is not { } node) return null;
        if (node is YamlMap inner) return new(inner, name, faults);
        Wrong(node, name, "a map");
        return null;
    }

    /// <summary>The maps of a list.</summary>
    public IEnumerable<Block> Maps(string name)
    {
        if (Take(name) is not { } node) yield break;
        if (node is not YamlList list) Wrong(node, name, "a list of maps");
        else
        {
            foreach (var item in list.Items)
            {
                if (item is YamlMap inner) yield return new(inner, name, faults);
                else Wrong(item, name, "a list of maps");
            }
        }
    }

    /// <summary>Entries whose keys are names of the project's own.</summary>
    public IEnumerable<(string Name, int Start, YamlNode Value)> Named(string name)
    {
        if (Take(name) is not { } node) return [];
        if (node is YamlMap inner) return inner.Entries.Select(entry => (entry.Key.Text, entry.Key.Start, entry.Value));
        Wrong(node, name, "a map");
        return [];
    }

    public void Missing(string name, string remedy) => faults.Add(Start, "deps.missing-key", $"{what}: \"{name}\" is missing.", remedy);

    public void Wrong(string name, string message, string remedy) => faults.Add(Take(name)?.Start ?? Start, "deps.wrong-value", $"{what}: \"{name}\" {message}.", remedy);

    void Wrong(YamlNode node, string name, string expected)
    {
        var kind = node switch { YamlMap => "a map", YamlList => "a list", YamlScalar { Text: "" } => "empty", YamlScalar scalar => $"\"{(scalar.Text.Length > 40 ? scalar.Text[..40] + "…" : scalar.Text)}\"", _ => "wrong" };
        faults.Add(node.Start, "deps.wrong-value", $"{what}: \"{name}\" is {kind}, and must be {expected}.", "docs/dependency-updates.md has an example of each key.");
    }
}
