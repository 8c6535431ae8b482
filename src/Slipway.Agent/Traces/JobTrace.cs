using System.Text;

namespace Slipway.Agent.Traces;

/// <summary>What a job's reader sees: the runner's lines, sections, and the masked output of the job.</summary>
sealed class JobTrace(TraceLog log, IReadOnlyList<string> secrets, IReadOnlyList<string> tokenPrefixes, TimeProvider time)
{
    // A shorter value is no secret: masking it would only spoil the text.
    const int ShortestSecret = 4;

    readonly byte[][] _secrets = [.. secrets.Where(secret => secret.Length >= ShortestSecret).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];
    readonly byte[][] _prefixes = [.. tokenPrefixes.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];

    /// <summary>A stream of job output; it is masked for itself and must be disposed at its end.</summary>
    public MaskedOutput Output() => new(_secrets, _prefixes, log.AppendOutput);

    public void Line(string text) => Write(text + "\n");

    public void Notice(string text) => Line($"{Ansi.Cyan}{text}{Ansi.Reset}");

    public void Warning(string text) => Line($"{Ansi.Yellow}WARNING: {text}{Ansi.Reset}");

    public void Error(string text) => Line($"{Ansi.Red}ERROR: {text}{Ansi.Reset}");

    public void Good(string text) => Line($"{Ansi.Green}{text}{Ansi.Reset}");

    /// <summary>Until it is disposed, what is written lies in this section.</summary>
    public Section Open(string name, string heading)
    {
        Write($"section_start:{time.GetUtcNow().ToUnixTimeSeconds()}:{name}\r{Ansi.ClearLine}{Ansi.ClearLine}{Ansi.Cyan}{heading}{Ansi.Reset}{Ansi.Reset}\n");
        return new Section(() => Write($"section_end:{time.GetUtcNow().ToUnixTimeSeconds()}:{name}\r{Ansi.ClearLine}"));
    }

    void Write(string text)
    {
        using var masked = new MaskedOutput(_secrets, _prefixes, log.AppendMessage);
        masked.Append(Encoding.UTF8.GetBytes(text));
    }
}

sealed class Section(Action close) : IDisposable
{
    public void Dispose() => close();
}

/// <summary>Bytes on their way into a trace: secrets first, then tokens.</summary>
sealed class MaskedOutput : IByteSink, IDisposable
{
    readonly Lock _lock = new();
    readonly Masker _masker;
    readonly TokenMasker _tokens;

    public MaskedOutput(IEnumerable<byte[]> secrets, IEnumerable<byte[]> prefixes, Taker to)
    {
        _masker = new Masker(secrets);
        _tokens = new TokenMasker(prefixes, new End(to));
    }

    public delegate void Taker(ReadOnlySpan<byte> bytes);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
            _masker.Write(bytes, _tokens);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _masker.Flush(_tokens);
            _tokens.Flush();
        }
    }

    sealed class End(Taker to) : IByteSink
    {
        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length > 0)
                to(bytes);
        }
    }
}
