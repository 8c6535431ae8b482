namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>Addresses below a registry's base.</summary>
static class RegistryPath
{
    /// <exception cref="SourceException">No registry is named anywhere.</exception>
    public static string Base(Uri? registry, string datasource) => registry?.GetLeftPart(UriPartial.Path).TrimEnd('/') ?? throw new SourceException(
        "deps.registry-unknown", $"No registry is named for {datasource}.", $"Name it where the project's own tool reads it, in the environment, or below registries of slipway-deps.yml.");

    /// <summary>A package's name as one part of a path, or several where slashes belong to it.</summary>
    /// <exception cref="SourceException">It is none.</exception>
    public static string Name(string package)
    {
        if (package.Length is 0 or > 300 || package.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || package.Split('/').Any(part => part is "" or "." or ".."))
            throw SourceException.BadQuery($"{(package.Length > 100 ? package[..100] : package)} is no package's name.", "Correct the name.");
        return string.Join('/', package.Split('/').Select(Uri.EscapeDataString));
    }
}
