using System.Text;

namespace Slipway.Agent.Scripts;

/// <summary>Writes a script that bash and plain sh understand alike.</summary>
sealed class ShellText
{
    // Assigning to these fails in bash, and would end the script.
    static readonly string[] s_readOnly = ["BASHOPTS", "BASH_VERSINFO", "EUID", "PPID", "SHELLOPTS", "UID"];

    readonly StringBuilder _text = new();

    public ShellText Add(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }

    public ShellText Export(string name, string value) => s_readOnly.Contains(name) ? this : Add($"export {name}={Quote(value)}");

    /// <summary>Writes a line to the trace.</summary>
    public ShellText Say(string text) => Add($"printf '%s\\n' {Quote(text)}");

    /// <summary>One word for the shell, whatever is in it. A NUL, which no shell can hold, is left out.</summary>
    public static string Quote(string text) => $"'{text.Replace("\0", "", StringComparison.Ordinal).Replace("'", @"'\''", StringComparison.Ordinal)}'";

    public override string ToString() => _text.ToString();
}
