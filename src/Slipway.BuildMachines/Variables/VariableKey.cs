namespace Slipway.BuildMachines.Variables;

static class VariableKey
{
    /// <summary>Letters, digits and underscores, as GitLab has it: 1 to 255.</summary>
    public static bool IsValid(string? key) => key is { Length: > 0 and <= 255 } && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
