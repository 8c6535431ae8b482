using Slipway.Platform;

namespace Slipway.PackageServer.Repositories;

/// <summary><c>owner/name</c>, each as <see cref="PathPart"/> says.</summary>
readonly record struct RepositoryName
{
    RepositoryName(string owner, string name) => (Owner, Name) = (owner, name);

    public string Owner { get; }

    public string Name { get; }

    public static bool TryParse(string? owner, string? name, out RepositoryName parsed)
    {
        var good = PathPart.IsOwner(owner) && PathPart.IsName(name);
        parsed = good ? new RepositoryName(owner!, name!) : default;
        return good;
    }

    public override string ToString() => $"{Owner}/{Name}";
}
