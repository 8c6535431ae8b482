using System.Text;

namespace Slipway.DevInstance.Pushes;

/// <param name="Lines">For the pusher's terminal.</param>
sealed record HookAnswer(bool Yes, IReadOnlyList<string> Lines)
{
    const int LongestLine = 1000;

    /// <summary>A line each, with a space before it, so that no line is taken for the verdict; then the verdict.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        foreach (var line in Lines.SelectMany(line => line.Split('\n')))
        {
            text.Append(' ').Append(Plain(line)).Append('\n');
        }

        return text.Append(Yes ? "yes\n" : "no\n").ToString();
    }

    // A terminal obeys control characters, and some of the text is the pusher's or somebody else's.
    static string Plain(string line) => new([.. line.Take(LongestLine).Select(c => char.IsControl(c) ? ' ' : c)]);
}
