namespace Slipway.DependencyUpdates.Datasources.Listings;

/// <summary>A link to something in the listed folder itself.</summary>
/// <param name="Name">Decoded; a folder's ends with a slash.</param>
/// <param name="Modified">As the server shows it; its time zone is not said, and taken for UTC.</param>
sealed record ListingEntry(string Name, Uri Address, DateTimeOffset? Modified)
{
    public bool IsFolder => Name.EndsWith('/');

    public Release As(string version) => new(version) { Date = Modified, Download = IsFolder ? null : Address };
}
