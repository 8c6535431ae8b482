namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>An image's registry and its name there.</summary>
static class OciImage
{
    /// <summary>
    /// The first part is a host when it has a dot or a port, or is localhost. Loopback is asked over http, all else over https. A name
    /// without a host is in the configured registry, and one part alone below <c>library/</c>.
    /// </summary>
    public static (string Registry, string Name) Split(string image, Uri? registry)
    {
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : image[..slash];
        if (first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost")
        {
            var isLocal = first.Split(':')[0] is "localhost" or "127.0.0.1";
            return ($"{(registry?.Authority == first ? registry.Scheme : isLocal ? "http" : "https")}://{first}", image[(slash + 1)..]);
        }

        return (RegistryPath.Base(registry, DatasourceNames.Oci), slash < 0 ? "library/" + image : image);
    }
}
