namespace Slipway.Contracts;

/// <summary>RFC 9457 problem details, as every error of the native API is answered.</summary>
/// <param name="Code">Stable, for programs; docs/errors.md lists them.</param>
/// <param name="Detail">The thing named, and the remedy.</param>
public sealed record Problem(string? Type, string? Title, int Status, string? Detail, string? Code);
