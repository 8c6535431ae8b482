namespace Slipway.Formats.Rpm;

/// <summary>One entry of the changelog.</summary>
/// <param name="Author">Who, and by custom for which version.</param>
/// <param name="Time">Unix seconds.</param>
/// <param name="Text">What.</param>
public readonly record struct RpmChange(string Author, long Time, string Text);
