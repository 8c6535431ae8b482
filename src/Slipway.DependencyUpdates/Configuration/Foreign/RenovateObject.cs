using System.Globalization;
using System.Text.Json;
using Slipway.DependencyUpdates.Configuration.Reading;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Json;

namespace Slipway.DependencyUpdates.Configuration.Foreign;

/// <summary>An object of <c>renovate.json</c> that is being read; what it is not asked for becomes a warning.</summary>
sealed class RenovateObject(JsonValue json, SettingsFaults faults)
{
    readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public SourceFile File => faults.File;

    public SettingsFaults Faults => faults;

    public int Start => json.Start;

    public string? Text(string name) => Take(name) is { } value ? value.Kind == JsonValueKind.String ? value.Text : Wrong<string>(value, name, "text") : null;

    public bool? Boolean(string name)
    {
        if (Take(name) is not { } value) return null;
        if (value.Kind is JsonValueKind.True or JsonValueKind.False) return value.Kind == JsonValueKind.True;
        Wrong<string>(value, name, "true or false");
        return null;
    }

    public int? Number(string name)
    {
        if (Take(name) is not { } value) return null;
        if (value.Kind == JsonValueKind.Number && int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        Wrong<string>(value, name, "a number");
        return null;
    }

    public IReadOnlyList<string>? Texts(string name)
    {
        if (Take(name) is not { } value) return null;
        if (value.Kind == JsonValueKind.String) return [value.Text];
        if (value.Kind == JsonValueKind.Array && value.Items.All(item => item.Kind == JsonValueKind.String)) return [.. value.Items.Select(item => item.Text)];
        return Wrong<IReadOnlyList<string>>(value, name, "a list of texts");
    }

    public IEnumerable<RenovateObject> Objects(string name)
    {
        if (Take(name) is not { } value) return [];
        if (value.Kind == JsonValueKind.Array && value.Items.All(item => item.Kind == JsonValueKind.Object)) return value.Items.Select(item => new RenovateObject(item, faults));
        Wrong<string>(value, name, "a list of objects");
        return [];
    }

    public void Warn(string name, string message, string remedy) => faults.Warn(json[name]?.Start ?? json.Start, "deps.not-carried-out", message, remedy);

    public void Done(params IReadOnlyCollection<string> quiet)
    {
        foreach (var (name, value) in json.Members.Where(member => !_asked.Contains(member.Key) && !quiet.Contains(member.Key)))
            faults.Warn(value.Start, "deps.not-carried-out", $"\"{name}\" is not carried out by Slipway.", "docs/dependency-updates.md lists what is read of renovate.json.");
    }

    JsonValue? Take(string name)
    {
        _asked.Add(name);
        return json[name] is { Kind: not JsonValueKind.Null } value ? value : null;
    }

    T? Wrong<T>(JsonValue value, string name, string expected)
        where T : class
    {
        faults.Add(value.Start, "deps.wrong-value", $"\"{name}\" is {value.Kind.ToString().ToLowerInvariant()}, and must be {expected}.", "See Renovate's own documentation.");
        return null;
    }
}
