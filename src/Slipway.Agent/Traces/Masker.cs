namespace Slipway.Agent.Traces;

/// <summary>
/// Replaces secrets in a stream by <c>[MASKED]</c>, wherever the stream is cut into pieces. Each byte that belongs to any
/// occurrence of any secret goes, overlapping ones too. What may still become a secret is held back until it is decided.
/// </summary>
sealed class Masker
{
    readonly byte[][] _secrets;
    readonly bool[] _starts = new bool[256];
    byte[] _held = [];
    int _maskedAhead;
    bool _inMask;

    public Masker(IEnumerable<byte[]> secrets)
    {
        _secrets = [.. secrets.Where(secret => secret.Length > 0)];
        foreach (var secret in _secrets)
            _starts[secret[0]] = true;
    }

    /// <summary>Takes the next piece, and gives to <paramref name="to"/> what is decided.</summary>
    public void Write(ReadOnlySpan<byte> piece, IByteSink to) => Go(piece, to, ended: false);

    /// <summary>The stream is at its end: what was held back is no secret.</summary>
    public void Flush(IByteSink to)
    {
        Go([], to, ended: true);
        _inMask = false;
        _maskedAhead = 0;
    }

    void Go(ReadOnlySpan<byte> piece, IByteSink to, bool ended)
    {
        ReadOnlySpan<byte> text = _held.Length == 0 ? piece : [.. _held, .. piece];
        var (at, clear) = (0, 0);
        for (; at < text.Length; at++)
        {
            if (_starts[text[at]])
            {
                var (found, undecided) = Match(text[at..]);
                if (undecided && !ended)
                    break;
                _maskedAhead = Math.Max(_maskedAhead, found);
            }

            if (_maskedAhead == 0)
            {
                _inMask = false;
                continue;
            }

            to.Append(text[clear..at]);
            if (!_inMask)
                to.Append("[MASKED]"u8);
            _inMask = true;
            _maskedAhead--;
            clear = at + 1;
        }

        to.Append(text[clear..at]);
        _held = text[at..].ToArray();
    }

    /// <summary>The longest secret that the text begins with, and whether the text's end may cut off a longer one.</summary>
    (int Found, bool Undecided) Match(ReadOnlySpan<byte> text)
    {
        var (found, undecided) = (0, false);
        foreach (var secret in _secrets)
        {
            if (secret.Length <= text.Length)
                found = text.StartsWith(secret) ? Math.Max(found, secret.Length) : found;
            else
                undecided |= secret.AsSpan().StartsWith(text);
        }

        return (found, undecided);
    }
}

/// <summary>Takes bytes in order.</summary>
interface IByteSink
{
    void Append(ReadOnlySpan<byte> bytes);
}
