namespace Slipway.Agent.Traces;

/// <summary>Masks what follows a token's well-known beginning (<c>glpat-</c>): tokens that nobody declared as secret.</summary>
sealed class TokenMasker : IByteSink
{
    readonly byte[][] _prefixes;
    readonly IByteSink _next;
    byte[] _held = [];
    bool _inToken;
    bool _saidMasked;

    public TokenMasker(IEnumerable<byte[]> prefixes, IByteSink next)
    {
        _prefixes = [.. prefixes.Where(prefix => prefix.Length > 0)];
        _next = next;
    }

    public void Append(ReadOnlySpan<byte> bytes) => Go(bytes, ended: false);

    public void Flush()
    {
        Go([], ended: true);
        _inToken = false;
    }

    void Go(ReadOnlySpan<byte> piece, bool ended)
    {
        ReadOnlySpan<byte> text = _held.Length == 0 ? piece : [.. _held, .. piece];
        var (at, clear) = (0, 0);
        while (at < text.Length)
        {
            if (_inToken)
            {
                _inToken = IsOfToken(text[at]);
                if (!_inToken)
                    continue;
                if (!_saidMasked)
                    _next.Append("[MASKED]"u8);
                _saidMasked = true;
                clear = ++at;
                continue;
            }

            var (length, undecided) = Match(text[at..]);
            if (undecided && !ended)
                break;
            at += Math.Max(1, length);
            if (length == 0)
                continue;
            _next.Append(text[clear..at]);
            clear = at;
            (_inToken, _saidMasked) = (true, false);
        }

        _next.Append(text[clear..at]);
        _held = text[at..].ToArray();
    }

    (int Length, bool Undecided) Match(ReadOnlySpan<byte> text)
    {
        foreach (var prefix in _prefixes)
        {
            if (prefix[0] != text[0])
                continue;
            if (text.StartsWith(prefix))
                return (prefix.Length, false);
            if (text.Length < prefix.Length && prefix.AsSpan().StartsWith(text))
                return (0, true);
        }

        return (0, false);
    }

    static bool IsOfToken(byte c) => char.IsAsciiLetterOrDigit((char)c) || c is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'=';
}
