namespace Slipway.Formats;

/// <summary>Bytes from outside that do not follow their format, or pass a bound that we set.</summary>
/// <param name="code">A stable, dotted code: <c>deb.truncated</c>, <c>rpm.header-too-large</c>.</param>
/// <param name="message">What is wrong, and where; no secrets, at most a few hundred characters.</param>
public sealed class MalformedInputException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Stable across versions; documented in docs/errors.md.</summary>
    public string Code { get; } = code;
}
