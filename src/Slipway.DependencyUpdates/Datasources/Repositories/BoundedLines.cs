using System.Text;
using Slipway.Formats;

namespace Slipway.DependencyUpdates.Datasources.Repositories;

/// <summary>Lines of a bounded length: a reader's own would hold one of any.</summary>
sealed class BoundedLines(StreamReader reader, int most)
{
    readonly char[] _buffer = new char[32 << 10];
    int _at, _length;

    /// <summary>Null at the end.</summary>
    public async ValueTask<string?> NextAsync(CancellationToken ct)
    {
        StringBuilder? begun = null;
        while (true)
        {
            if (_at == _length)
            {
                (_at, _length) = (0, await reader.ReadAsync(_buffer, ct));
                if (_length == 0) return begun?.ToString();
            }

            var rest = _buffer.AsSpan(_at, _length - _at);
            var end = rest.IndexOf('\n');
            var part = end < 0 ? rest : rest[..end];
            if ((begun?.Length ?? 0) + part.Length > most) throw new MalformedInputException("deps.line-too-long", $"A line has more than {most} characters.");
            _at += part.Length + (end < 0 ? 0 : 1);
            if (end >= 0) return begun is null ? part.ToString() : begun.Append(part).ToString();
            (begun ??= new()).Append(part);
        }
    }
}
