using System.Runtime.InteropServices;

namespace Slipway.DependencyUpdates.Files;

/// <summary>Some characters of a file.</summary>
/// <param name="File">Its path from the top of the project, with slashes.</param>
/// <param name="Start">Characters before it.</param>
/// <param name="Text">What is there.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Place(string File, int Start, string Text)
{
    public int End => Start + Text.Length;
}
