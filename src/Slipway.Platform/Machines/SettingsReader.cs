using System.Globalization;

namespace Slipway.Platform.Machines;

/// <summary>
/// Reads a pool's settings one by one, and notes each fault with the setting's name. After the last one <see cref="Faults"/> also names those
/// that nobody read: a misspelt setting is a fault, not a default.
/// </summary>
public sealed class SettingsReader(ProviderSettings settings)
{
    const int LongestText = 4096;
    readonly List<string> faults = [];
    readonly HashSet<string> read = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Faults =>
    [
        .. faults,
        .. settings.Values.Keys.Where(name => !read.Contains(name)).Order(StringComparer.Ordinal)
            .Select(name => $"{name}: there is no such setting; there are {string.Join(", ", read.Order(StringComparer.Ordinal))}"),
    ];

    /// <summary>A text that must be there.</summary>
    /// <param name="what">Says what it is where it is missing: "the image that machines are made from".</param>
    public string Text(string name, string what) => Optional(name) ?? Missing(name, what);

    public string? Optional(string name)
    {
        read.Add(name);
        if (!settings.Values.TryGetValue(name, out var values))
        {
            return null;
        }

        if (values is not [{ Length: > 0 and <= LongestText } only] || only.Any(char.IsControl))
        {
            faults.Add($"{name}: must be one text of 1 to {LongestText} characters");
            return null;
        }

        return only;
    }

    public IReadOnlyList<string> List(string name)
    {
        read.Add(name);
        if (!settings.Values.TryGetValue(name, out var values))
        {
            return [];
        }

        if (values.Any(value => value is not { Length: > 0 and <= LongestText } || value.Any(char.IsControl)))
        {
            faults.Add($"{name}: must hold texts of 1 to {LongestText} characters");
            return [];
        }

        return values;
    }

    /// <summary>Entries <c>NAME=VALUE</c>.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string name)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in List(name))
        {
            var at = entry.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || !pairs.TryAdd(entry[..at], entry[(at + 1)..]))
            {
                faults.Add($"{name}: '{entry}' must be NAME=VALUE, each name once");
            }
        }

        return pairs;
    }

    public long Number(string name, long least, long most, long otherwise) => Number(name, least, most) ?? otherwise;

    public long? Number(string name, long least, long most)
    {
        if (Optional(name) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        faults.Add($"{name}: '{text}' must be a whole number of {least} to {most}");
        return null;
    }

    public bool Flag(string name, bool otherwise)
    {
        switch (Optional(name))
        {
            case null:
                return otherwise;
            case "true":
                return true;
            case "false":
                return false;
            case var text:
                faults.Add($"{name}: '{text}' must be true or false");
                return otherwise;
        }
    }

    public string Choice(string name, string otherwise, params string[] choices)
    {
        var text = Optional(name) ?? otherwise;
        if (!choices.Contains(text, StringComparer.Ordinal))
        {
            faults.Add($"{name}: '{text}' must be {string.Join(" or ", choices)}");
            return otherwise;
        }

        return text;
    }

    /// <summary>A path from the root.</summary>
    public string? Path(string name)
    {
        var text = Optional(name);
        if (text is not null && !System.IO.Path.IsPathRooted(text))
        {
            faults.Add($"{name}: '{text}' must be an absolute path");
            return null;
        }

        return text;
    }

    /// <summary>Notes a fault that only the provider sees.</summary>
    public void Fault(string name, string why)
    {
        read.Add(name);
        faults.Add($"{name}: {why}");
    }

    string Missing(string name, string what)
    {
        if (!settings.Values.ContainsKey(name))
        {
            faults.Add($"{name}: is missing: {what}");
        }

        return "";
    }
}
