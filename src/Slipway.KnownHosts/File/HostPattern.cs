namespace Slipway.KnownHosts.File;

/// <summary>One name of a line: literal, with <c>*</c> and <c>?</c>, negated with <c>!</c>, or hashed (sshd(8), SSH_KNOWN_HOSTS).</summary>
public sealed record HostPattern
{
    HostPattern(string text, bool isNegated, string pattern, HashedName? hashed) => (Text, IsNegated, Pattern, Hashed) = (text, isNegated, pattern, hashed);

    /// <summary>As it is written.</summary>
    public string Text { get; }

    public bool IsNegated { get; }

    public string Pattern { get; }

    public HashedName? Hashed { get; }

    /// <summary>The host that it names and no other; null for patterns and hashes.</summary>
    public HostAddress? Literal => IsNegated || Hashed is not null || Pattern.AsSpan().IndexOfAny('*', '?') >= 0 ? null : HostAddress.TryParse(Pattern);

    public static HostPattern Parse(string text)
    {
        var negated = text.StartsWith('!');
        var pattern = negated ? text[1..] : text;
        return new HostPattern(text, negated, pattern, HashedName.TryParse(pattern));
    }

    /// <param name="host">As known_hosts writes it: <c>host</c> or <c>[host]:port</c>, lower-case.</param>
    public bool Matches(string host) => Hashed?.Is(host) ?? Matches(Pattern, host);

    // match_pattern of OpenSSH, without its recursion: the last star takes as much as it must.
    static bool Matches(string pattern, string text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || char.ToLowerInvariant(pattern[p]) == text[t]))
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).IndexOfAnyExcept('*') < 0;
    }
}
