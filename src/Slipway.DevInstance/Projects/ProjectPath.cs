using Slipway.Platform;

namespace Slipway.DevInstance.Projects;

/// <summary><c>owner/name</c>, each as <see cref="PathPart"/> says.</summary>
readonly record struct ProjectPath(string Owner, string Name)
{
    public static ProjectPath? TryParse(string? owner, string? name) =>
        PathPart.IsOwner(owner) && PathPart.IsName(name) ? new ProjectPath(owner, name) : null;

    public static ProjectPath? TryParse(string path) =>
        path.Split('/') is [var owner, var name] ? TryParse(owner, name) : null;

    public override string ToString() => $"{Owner}/{Name}";
}
