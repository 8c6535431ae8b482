namespace Slipway.KnownHosts;

/// <summary>A file, a setting or a source that can't be used. The message says what to do.</summary>
/// <param name="code">Stable: <c>config.malformed</c>.</param>
public sealed class KnownHostsException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
