using System.Collections.Concurrent;
using System.Text;

namespace Slipway.Cli.Push;

/// <summary>A bar for each file in flight, at the foot of a terminal; finished files scroll up above them.</summary>
sealed class Progress : IAsyncDisposable
{
    readonly ConcurrentDictionary<PushItem, long> _flying = new();
    readonly Lock _lock = new();
    readonly StreamWriter _out;
    readonly Timer _redraw;
    readonly StringBuilder _finished = new();
    int _drawn;

    public Progress(StreamWriter to)
    {
        _out = to;
        _redraw = new Timer(_ => Draw(), null, 100, 100);
    }

    /// <summary>Only where somebody watches: a terminal that moves its cursor.</summary>
    public static bool IsWatched => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    public void Sent(PushItem item, long bytes) => _flying[item] = bytes;

    public void Finished(PushItem item, string line)
    {
        _flying.TryRemove(item, out _);
        lock (_lock)
            _finished.Append(line).Append('\n');
    }

    public async ValueTask DisposeAsync()
    {
        await _redraw.DisposeAsync();
        _flying.Clear();
        Draw();
    }

    void Draw()
    {
        lock (_lock)
        {
            var text = new StringBuilder();
            if (_drawn > 0)
                text.Append($"\e[{_drawn}A\r\e[J");
            text.Append(_finished);
            _finished.Clear();
            var room = Math.Max(1, Console.WindowHeight - 2);
            var bars = _flying.OrderBy(pair => pair.Key.File, StringComparer.Ordinal).Take(room).Select(Bar).ToList();
            bars.ForEach(bar => text.Append(bar).Append('\n'));
            _drawn = bars.Count;
            _out.Write(text);
            _out.Flush();
        }
    }

    static string Bar(KeyValuePair<PushItem, long> flying)
    {
        var part = flying.Key.Size == 0 ? 1 : Math.Min(1, (double)flying.Value / flying.Key.Size);
        var full = (int)(part * 20);
        var width = Math.Max(10, Console.WindowWidth - 40);
        var name = Plain.Line(Path.GetFileName(flying.Key.File));
        return $"[{new string('#', full)}{new string('.', 20 - full)}] {part * 100,3:0}% {Plain.Size(flying.Key.Size),10} {(name.Length > width ? name[..width] : name)}";
    }
}
