namespace Slipway.Pipelines.Yaml;

/// <summary>Where nodes come from.</summary>
/// <param name="Name">As in <see cref="Diagnostic.File"/>.</param>
/// <param name="Lines">For each line of the text that was parsed, the line of the file; null where they are the same.</param>
sealed record YamlFile(string Name, int[]? Lines = null)
{
    public int Line(int parsed) => Lines is null || parsed < 1 || parsed > Lines.Length ? parsed : Lines[parsed - 1];
}

/// <summary>A place in a file; both numbers from 1, or 0 for the file as a whole.</summary>
readonly record struct YamlPlace(YamlFile File, int Line, int Column);
