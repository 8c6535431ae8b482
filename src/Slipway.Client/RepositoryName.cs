namespace Slipway.Client;

/// <summary><c>owner/name</c>.</summary>
public readonly record struct RepositoryName(string Owner, string Name)
{
    internal string Path => $"repositories/{Uri.EscapeDataString(Owner)}/{Uri.EscapeDataString(Name)}";

    /// <summary>Reads <c>owner/name</c>; null when it is not.</summary>
    public static RepositoryName? TryParse(string text) =>
        text.Split('/') is [{ Length: > 0 } owner, { Length: > 0 } name] ? new RepositoryName(owner, name) : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Owner}/{Name}";
}

/// <summary>A distribution of a repository: <c>owner/name/ubuntu/noble</c>.</summary>
public readonly record struct DistributionName(RepositoryName Repository, string System, string Version)
{
    internal string Path => $"{Repository.Path}/packages/{Uri.EscapeDataString(System)}/{Uri.EscapeDataString(Version)}";

    /// <summary>Reads <c>owner/name/system/version</c>; null when it is not.</summary>
    public static DistributionName? TryParse(string text) =>
        text.Split('/') is [{ Length: > 0 } owner, { Length: > 0 } name, { Length: > 0 } system, { Length: > 0 } version]
            ? new DistributionName(new RepositoryName(owner, name), system, version)
            : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Repository}/{System}/{Version}";
}

/// <summary>Which of a repository's packages to list; null for no restriction.</summary>
public sealed record PackageFilter(string? Distribution = null, string? Query = null, string? Type = null)
{
    internal string QueryString => Part("distribution", Distribution) + Part("query", Query) + Part("type", Type);

    static string Part(string name, string? value) => value is null ? "" : $"{name}={Uri.EscapeDataString(value)}&";
}
