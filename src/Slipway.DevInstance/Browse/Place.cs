namespace Slipway.DevInstance.Browse;

/// <summary>What of a project a page shows.</summary>
/// <param name="Revision">As the reader asked for it: a branch, a tag or a commit.</param>
/// <param name="Commit">What that names; null in an empty project.</param>
/// <param name="Path">Within the commit; empty for its top.</param>
public sealed record Place(string Project, string Revision, string? Commit, string Path)
{
    public string Address(string page, string? path = null, string? revision = null) =>
        $"/projects/{Project}/{page}?ref={Uri.EscapeDataString(revision ?? Revision)}{(path is null ? "" : "&path=" + Uri.EscapeDataString(path))}";
}
