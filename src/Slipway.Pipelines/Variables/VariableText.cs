using System.Text;
using Slipway.Pipelines.Jobs;

namespace Slipway.Pipelines.Variables;

/// <summary>
/// Puts variables into text: <c>$NAME</c>, <c>${NAME}</c>, <c>$$</c> for a dollar. What is not set is nothing. Values that refer to variables are
/// followed, unless raw; a circle of references is left as written, as GitLab leaves it.
/// </summary>
public sealed class VariableText
{
    readonly Dictionary<string, JobVariable> _variables = new(StringComparer.Ordinal);
    readonly int _maxLength;

    /// <param name="variables">Lowest first: the last of a key counts.</param>
    /// <param name="maxLength">Characters that a result may have.</param>
    public VariableText(IEnumerable<JobVariable> variables, int maxLength = 1 << 20)
    {
        _maxLength = maxLength;
        foreach (var variable in variables) _variables[variable.Key] = variable;
    }

    /// <summary>The value of a variable with its references followed, or null where it is not set.</summary>
    public string? Value(string key)
    {
        if (!_variables.TryGetValue(key, out var variable)) return null;
        return variable.Raw ? variable.Value : Expand(variable.Value, [key]);
    }

    /// <exception cref="VariableTooLongException">The result would be longer than allowed.</exception>
    public string Expand(string text) => text.Contains('$', StringComparison.Ordinal) ? Expand(text, []) : text;

    string Expand(string text, HashSet<string> within)
    {
        var output = new StringBuilder();
        var at = 0;
        while (VariableReference.Next(text, at) is { } found)
        {
            output.Append(text, at, found.Start - at);
            if (found.Name is null)
                output.Append('$');
            else if (_variables.TryGetValue(found.Name, out var variable))
                output.Append(variable.Raw ? variable.Value : within.Add(found.Name) ? Followed(found.Name, variable, within) : text.AsSpan(found.Start, found.Length));
            at = found.Start + found.Length;
            if (output.Length > _maxLength) throw new VariableTooLongException(_maxLength);
        }

        output.Append(text, at, text.Length - at);
        return output.Length > _maxLength ? throw new VariableTooLongException(_maxLength) : output.ToString();
    }

    string Followed(string name, JobVariable variable, HashSet<string> within)
    {
        var value = Expand(variable.Value, within);
        within.Remove(name);
        return value;
    }
}

/// <summary>A value grew beyond its limit when its variables were put in.</summary>
public sealed class VariableTooLongException(int maxLength) : Exception($"A value has more than {maxLength} characters once its variables are put in.")
{
    public int MaxLength { get; } = maxLength;
}
