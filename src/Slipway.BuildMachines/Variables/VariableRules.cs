using Slipway.Contracts.BuildMachines;

namespace Slipway.BuildMachines.Variables;

/// <summary>What a variable may be, and what is told of one: never its value.</summary>
static class VariableRules
{
    const int LongestValue = 64 * 1024;
    const int ShortestMasked = 8;

    /// <summary>Why it can't be, or null.</summary>
    public static string? Wrong(string key, SetVariable body)
    {
        var environment = body.Environment ?? "*";
        return !VariableKey.IsValid(key) ? "A variable's name is 1 to 255 letters, digits and underscores."
            : body.Value is null || body.Value.Length > LongestValue || body.Value.Contains('\0', StringComparison.Ordinal) ? $"A value has up to {LongestValue} characters, and no NUL."
            : body.Masked && (body.Value.Length < ShortestMasked || body.Value.Any(char.IsWhiteSpace)) ? $"A masked value is one line of {ShortestMasked} characters or more, without blanks: a shorter one would black out half of the trace."
            : environment.Length is 0 or > 255 || environment.Any(char.IsControl) ? "An environment is 1 to 255 characters, as production or review/*."
            : null;
    }

    public static IReadOnlyList<VariableInfo> Infos(IEnumerable<Variable> rows) =>
        [.. rows.Select(row => new VariableInfo(row.Key, row.Scope, row.Protected, row.Masked, row.File, row.Raw, row.ChangedAt, row.ChangedBy))];
}
