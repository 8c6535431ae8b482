using System.Globalization;
using System.Text;

namespace Slipway.Upkeep.Runs;

/// <summary>What a run does, line by line, with the time. Of a long one the end is kept.</summary>
sealed class RunLog(TimeProvider time)
{
    const int MostCharacters = 64 * 1024;
    const int LongestLine = 1000;

    readonly StringBuilder text = new();
    readonly Lock turn = new();
    bool isCut;

    /// <param name="line">Control characters become spaces: a terminal and a browser show it.</param>
    public void Say(string line)
    {
        var plain = new string([.. line.Take(LongestLine).Select(c => char.IsControl(c) ? ' ' : c)]);
        lock (turn)
        {
            text.Append(time.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)).Append("  ").Append(plain).Append('\n');
            if (text.Length > MostCharacters * 2)
            {
                text.Remove(0, text.Length - MostCharacters);
                isCut = true;
            }
        }
    }

    public override string ToString()
    {
        lock (turn)
        {
            var whole = text.ToString();
            var end = whole.Length > MostCharacters ? whole[^MostCharacters..] : whole;
            return isCut || end.Length < whole.Length ? $"(the beginning is left out)\n{end[(end.IndexOf('\n', StringComparison.Ordinal) + 1)..]}" : end;
        }
    }
}
