using System.Text;
using Slipway.Formats;

namespace Slipway.KnownHosts.Dns;

/// <summary>A name of DNS in its canonical form (RFC 4034, 6.2): lower-case, with a dot at its end; the root is <c>.</c>.</summary>
readonly record struct DnsName(string Text)
{
    const int Longest = 255;

    public static DnsName Root { get; } = new(".");

    public int Labels => Text == "." ? 0 : Text.Count(c => c == '.');

    /// <exception cref="MalformedInputException">It is none.</exception>
    public static DnsName Of(string host)
    {
        var name = new DnsName(host.TrimEnd('.').ToLowerInvariant() + ".");
        return name.Text.Length <= Longest && name.Text[..^1].Split('.').All(label => label.Length is > 0 and < 64) ? name : throw new MalformedInputException("dns.name", "This is no name of DNS.");
    }

    public bool IsWithin(DnsName zone) => zone == Root || Text == zone.Text || Text.EndsWith("." + zone.Text, StringComparison.Ordinal);

    public byte[] Write() => Text == "." ? [0] : [.. Text[..^1].Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.Latin1.GetBytes(label)]), 0];

    /// <summary>Reads one that may point backwards (RFC 1035, 4.1.4), and only backwards: no circle.</summary>
    public static DnsName Read(ReadOnlySpan<byte> message, ref int at)
    {
        var (text, position, jumped, limit) = (new StringBuilder(), at, false, at);
        while (true)
        {
            var length = position < message.Length ? message[position] : throw Bad();
            if (length >= 0xc0)
            {
                var target = position + 1 < message.Length ? ((length & 0x3f) << 8) | message[position + 1] : throw Bad();
                at = jumped ? at : position + 2;
                (position, limit, jumped) = target < limit ? (target, target, true) : throw Bad();
                continue;
            }

            if (length >= 64 || position + 1 + length > message.Length || text.Length + length + 1 > Longest)
            {
                throw Bad();
            }

            position++;
            if (length == 0)
            {
                at = jumped ? at : position;
                return text.Length == 0 ? Root : new DnsName(text.ToString());
            }

            var label = message.Slice(position, length);
            if (label.Contains((byte)'.'))
            {
                throw Bad(); // never in a host's name, and it would be two labels here
            }

            text.Append(Encoding.Latin1.GetString(label).ToLowerInvariant()).Append('.');
            position += length;
        }
    }

    public override string ToString() => Text;

    static MalformedInputException Bad() => new("dns.malformed", "A name in the answer of DNS can't be read.");
}
