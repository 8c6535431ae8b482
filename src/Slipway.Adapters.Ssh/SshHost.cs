using System.Globalization;
using System.Text.RegularExpressions;

namespace Slipway.Adapters.Ssh;

/// <summary>A host of a list.</summary>
readonly partial record struct SshHost(string? User, string Name, int Port)
{
    /// <summary>Reads <c>host</c>, <c>user@host</c>, <c>user@host:port</c>, <c>user@[2001:db8::1]:port</c>; null for what is none.</summary>
    public static SshHost? Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
            return null;
        var port = match.Groups["port"] is { Success: true, Value: var number } ? int.Parse(number, CultureInfo.InvariantCulture) : 22;
        var name = match.Groups["v6"] is { Success: true, Value: var six } ? six : match.Groups["name"].Value;
        return port is > 0 and < 65536 ? new SshHost(match.Groups["user"] is { Success: true, Value: var user } ? user : null, name, port) : null;
    }

    public override string ToString() => $"{(User is null ? "" : User + "@")}{(Name.Contains(':', StringComparison.Ordinal) ? $"[{Name}]" : Name)}{(Port == 22 ? "" : $":{Port}")}";

    // No part begins with a dash: ssh would read it as an option.
    [GeneratedRegex(@"^(?:(?<user>[a-z_][a-z0-9_.-]{0,31})@)?(?:(?<name>[A-Za-z0-9][A-Za-z0-9.-]{0,252})|\[(?<v6>[0-9a-fA-F:.]{2,45})\])(?::(?<port>[0-9]{1,5}))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
