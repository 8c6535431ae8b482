using System.Globalization;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Ssh;

/// <summary>What <c>host.sh</c> printed: a line, and behind <c>log</c> the log.</summary>
abstract record HostAnswer
{
    private HostAnswer()
    {
    }

    public sealed record Free : HostAnswer;

    public sealed record Gone : HostAnswer;

    public sealed record Holds(string Instance, string MachineId, string Pool, DateTimeOffset MadeAt, SeenState State) : HostAnswer;

    public sealed record Refused(string Why) : HostAnswer;

    public sealed record Failed(string Why) : HostAnswer;

    public sealed record Log(string Text) : HostAnswer;

    /// <exception cref="InvalidDataException">It is none of them: something else spoke.</exception>
    public static HostAnswer Parse(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var line = end < 0 ? text : text[..end];
        return line.Split(' ', 6) switch
        {
            ["free"] => new Free(),
            ["gone"] => new Gone(),
            ["log"] => new Log(end < 0 ? "" : text[(end + 1)..]),
            ["refused", ..] when line.Length > 8 => new Refused(line[8..]),
            ["failed", ..] when line.Length > 7 => new Failed(line[7..]),
            ["machine", var instance, var machine, var pool, var made, var state] when StateOf(state) is { } what && TimeOf(made) is { } at => new Holds(instance, machine, pool, at, what),
            _ => throw new InvalidDataException($"the host's answer is not understood: {new string([.. line.Take(200).Select(c => char.IsControl(c) ? '?' : c)])}"),
        };
    }

    static SeenState? StateOf(string text) => text switch
    {
        "starting" => SeenState.Starting,
        "running" => SeenState.Running,
        "ended" => SeenState.Ended,
        "removing" => SeenState.Removing,
        _ => null,
    };

    static DateTimeOffset? TimeOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
