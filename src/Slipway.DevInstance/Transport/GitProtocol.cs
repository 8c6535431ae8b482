using Microsoft.AspNetCore.Http;

namespace Slipway.DevInstance.Transport;

/// <summary>The header <c>Git-Protocol</c>, which becomes git's variable <c>GIT_PROTOCOL</c>: <c>version=2</c>.</summary>
static class GitProtocol
{
    const int Longest = 100;

    /// <summary>Null where there is none, or none that is one.</summary>
    public static string? Of(HttpRequest request) => Checked(request.Headers["Git-Protocol"].ToString());

    /// <summary>What comes from outside and goes into a variable is letters, digits and <c>= : - .</c></summary>
    public static string? Checked(string? value) =>
        value is { Length: > 0 and <= Longest } && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '=' or ':' or '-' or '.') ? value : null;

    public static bool IsVersion2(string? protocol) => protocol?.Split(':').Contains("version=2", StringComparer.Ordinal) == true;

    public static IReadOnlyDictionary<string, string> Environment(string? protocol) => protocol is null
        ? new Dictionary<string, string>(StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_PROTOCOL"] = protocol };
}
