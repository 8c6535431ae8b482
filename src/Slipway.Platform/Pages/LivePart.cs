namespace Slipway.Platform.Pages;

/// <summary>How a page keeps up with what it shows.</summary>
/// <param name="Script">The server's asset that does it: <c>trace.js</c>.</param>
/// <param name="Refresh">Seconds after which it is loaded anew where scripts do not run; null: it is not.</param>
public sealed record LivePart(string Script, int? Refresh);
