using System.Text;
using Slipway.Agent.Protocol;

namespace Slipway.Agent.Jobs;

/// <summary>The variables of a job, in order of precedence: a later one of the same name wins.</summary>
sealed class JobVariables
{
    readonly Dictionary<string, JobVariable> _byName = new(StringComparer.Ordinal);

    public JobVariables(IEnumerable<JobVariable> variables)
    {
        foreach (var variable in variables.Where(variable => IsName(variable.Key)))
        {
            _byName.Remove(variable.Key); // its place is the last one's
            _byName[variable.Key] = variable;
        }
    }

    public IEnumerable<JobVariable> All => _byName.Values;

    /// <summary>Expanded, unless it is raw; empty where there is none.</summary>
    public string this[string name] => _byName.TryGetValue(name, out var variable) ? ValueOf(variable) : "";

    public string ValueOf(JobVariable variable) => variable.Raw || variable.File ? variable.Value ?? "" : Expand(variable.Value ?? "", [variable.Key]);

    /// <summary>Values that no trace may show.</summary>
    public IEnumerable<string> Secrets => All.Where(variable => variable.Masked).SelectMany(variable => new[] { variable.Value ?? "", ValueOf(variable) });

    /// <summary>Replaces <c>$NAME</c> and <c>${NAME}</c>; <c>$$</c> is a dollar sign, an unknown name is nothing.</summary>
    public string Expand(string text) => Expand(text, []);

    /// <summary>Letters, digits and <c>_</c>, no digit first: what a shell can hold.</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    string Expand(string text, IReadOnlyList<string> within)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$' || at + 1 == text.Length)
                result.Append(text[at]);
            else if (text[at + 1] == '$')
                result.Append(text[++at]);
            else if (Name(text, at + 1) is var (name, end) && name.Length > 0)
            {
                result.Append(Inner(name, within));
                at = end - 1;
            }
            else
                result.Append('$');
        }

        return result.ToString();
    }

    // A variable that names itself, over others too, is empty there, as in gitlab-runner.
    string Inner(string name, IReadOnlyList<string> within)
    {
        if (within.Contains(name) || within.Count > 20 || !_byName.TryGetValue(name, out var variable))
            return "";
        return variable.Raw || variable.File ? variable.Value ?? "" : Expand(variable.Value ?? "", [.. within, name]);
    }

    static (string Name, int End) Name(string text, int at)
    {
        if (text[at] == '{')
        {
            var close = text.IndexOf('}', at);
            return close > 0 && IsName(text[(at + 1)..close]) ? (text[(at + 1)..close], close + 1) : ("", at);
        }

        var end = at;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || text[end] == '_' || (end > at && char.IsAsciiDigit(text[end]))))
            end++;
        return (text[at..end], end);
    }
}
