using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Syntax.Yaml;

/// <summary>A value of a YAML file, with its place.</summary>
/// <param name="Start">Characters before it.</param>
abstract record YamlNode(int Start);

/// <param name="Text">Its value.</param>
/// <param name="Length">Of what is between the quotes in the file.</param>
/// <param name="Quoted">It has quotes, so it is text whatever it looks like.</param>
/// <param name="AsWritten">The file has exactly the value's characters in its place, so that it can be replaced.</param>
sealed record YamlScalar(int Start, string Text, int Length, bool Quoted, bool AsWritten) : YamlNode(Start)
{
    public bool IsNothing => !Quoted && Text is "" or "~" or "null";

    public Place In(SourceFile file) => file.Place(Start, Length);
}

sealed record YamlList(int Start, IReadOnlyList<YamlNode> Items) : YamlNode(Start);

/// <param name="End">Where its last value ends.</param>
sealed record YamlMap(int Start, int End, IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries) : YamlNode(Start)
{
    public YamlNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key.Text == key).Value;

    /// <summary>A scalar that is there and not null.</summary>
    public YamlScalar? Scalar(string key) => this[key] is YamlScalar { IsNothing: false } scalar ? scalar : null;

    public YamlMap? Map(string key) => this[key] as YamlMap;
}
