using System.Text;
using Slipway.Pipelines.Jobs;

namespace Slipway.Pipelines.Variables;

/// <summary>
/// Puts variables into text: <c>$NAME</c>, <c>${NAME}</c>, <c>$$</c> for a dollar. What is not set is nothing. Values that refer to variables are
/// followed, unless raw; a circle of references is left as written, as GitLab leaves it.
/// </summary>
public sealed class VariableText
{
    const int MaxDepth = 200;
    const int MaxReferences = 100_000;

    readonly Dictionary<string, JobVariable> _variables = new(StringComparer.Ordinal);
    readonly int _maxLength;

    /// <param name="variables">Lowest first: the last of a key counts.</param>
    /// <param name="maxLength">Characters that a result may have.</param>
    public VariableText(IEnumerable<JobVariable> variables, int maxLength = 1 << 20)
    {
        ArgumentNullException.ThrowIfNull(variables);
        _maxLength = maxLength;
        foreach (var variable in variables) _variables[variable.Key] = variable;
    }

    /// <summary>The value of a variable with its references followed, or null where it is not set.</summary>
    /// <exception cref="VariableTooLongException">As of <see cref="Expand(string)"/>.</exception>
    public string? Value(string key)
    {
        if (!_variables.TryGetValue(key, out var variable)) return null;
        return variable.Raw || !variable.Value.Contains('$', StringComparison.Ordinal) ? variable.Value : Run(variable.Value, [key], keepUnknown: false);
    }

    /// <exception cref="VariableTooLongException">The result, or the way to it, would be longer than allowed.</exception>
    public string Expand(string text) => text.Contains('$', StringComparison.Ordinal) ? Run(text, [], keepUnknown: false) : text;

    /// <summary>Like <see cref="Expand(string)"/>, but references to what is not set stay as written.</summary>
    /// <exception cref="VariableTooLongException">As there.</exception>
    public string ExpandKnown(string text) => text.Contains('$', StringComparison.Ordinal) ? Run(text, [], keepUnknown: true) : text;

    string Run(string text, HashSet<string> within, bool keepUnknown)
    {
        var references = 0;
        return Expand(text, within, keepUnknown, ref references);
    }

    string Expand(string text, HashSet<string> within, bool keepUnknown, ref int references)
    {
        if (within.Count > MaxDepth) throw new VariableTooLongException(_maxLength);
        var output = new StringBuilder();
        var at = 0;
        while (VariableReference.Next(text, at) is { } found)
        {
            output.Append(text, at, found.Start - at);
            at = found.Start + found.Length;
            if (++references > MaxReferences) throw new VariableTooLongException(_maxLength);
            if (found.Name is null) output.Append('$');
            else if (!_variables.TryGetValue(found.Name, out var variable)) output.Append(keepUnknown ? text.AsSpan(found.Start, found.Length) : "");
            else if (variable.Raw) output.Append(variable.Value);
            else if (within.Add(found.Name))
            {
                output.Append(Expand(variable.Value, within, keepUnknown, ref references));
                within.Remove(found.Name);
            }
            else output.Append(text.AsSpan(found.Start, found.Length));

            if (output.Length > _maxLength) throw new VariableTooLongException(_maxLength);
        }

        output.Append(text, at, text.Length - at);
        return output.Length > _maxLength ? throw new VariableTooLongException(_maxLength) : output.ToString();
    }
}

/// <summary>A value grew beyond its limit when its variables were put in.</summary>
public sealed class VariableTooLongException(int maxLength)
    : Exception($"A value has more than {maxLength} characters, or goes through too many variables, once its variables are put in.")
{
    public int MaxLength { get; } = maxLength;
}
