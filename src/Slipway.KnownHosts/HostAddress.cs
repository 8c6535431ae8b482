using System.Globalization;

namespace Slipway.KnownHosts;

/// <summary>An SSH server's name and port.</summary>
/// <param name="Name">Lower-case: a name of DNS, or an address of IP without brackets.</param>
public sealed record HostAddress(string Name, int Port = HostAddress.DefaultPort)
{
    public const int DefaultPort = 22;

    /// <summary>Reads <c>host</c>, <c>host:port</c>, <c>[host]:port</c> and an address of IPv6; null for what is none of them.</summary>
    public static HostAddress? TryParse(string text)
    {
        var (name, port) = (text, DefaultPort);
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            if (end < 0 || (end != text.Length - 1 && !TryPort(text[(end + 1)..], out port)))
            {
                return null;
            }

            name = text[1..end];
        }
        else if (text.Count(c => c == ':') == 1)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (!TryPort(text[colon..], out port))
            {
                return null;
            }

            name = text[..colon];
        }

        return IsName(name) ? new HostAddress(name.ToLowerInvariant(), port) : null;

        static bool TryPort(string text, out int port)
        {
            port = 0;
            return text.StartsWith(':') && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535;
        }
    }

    /// <summary>As known_hosts writes it: the port only where it is another than 22.</summary>
    public override string ToString() => Port == DefaultPort ? Name : $"[{Name}]:{Port.ToString(CultureInfo.InvariantCulture)}";

    static bool IsName(string name) => name.Length is > 0 and <= 255 && name[0] != '-' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '%');
}
