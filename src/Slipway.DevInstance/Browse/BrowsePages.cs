using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Pages;

namespace Slipway.DevInstance.Browse;

static class BrowsePages
{
    const int PerPage = 50;
    const int MostShown = 512 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var project = routes.MapGroup("/projects/{owner}/{name}").ExcludeFromDescription();
        project.MapGet("/", (string owner, string name, ProjectRequest request, BrowseParts parts, CancellationToken ct) => Files(owner, name, request, parts, ct));
        project.MapGet("/files", Files);
        project.MapGet("/commits", Commits);
        project.MapGet("/branches", Branches);
    }

    static async Task<IResult> Files(string owner, string name, ProjectRequest request, BrowseParts parts, CancellationToken ct, string? @ref = null, string? path = null)
    {
        if (await FindAsync(owner, name, request, parts, @ref, path, ct) is not var (project, info, place))
        {
            return TypedResults.NotFound();
        }

        var entries = place.Commit is null ? [] : await parts.Folder.ListAsync(project.Id, place.Commit, place.Path, ct);
        var tree = place.Commit is null ? null : parts.Projects.Open(project.Id, place.Commit);
        var file = entries is null ? place.Path
            : Readme.Names.Select(readme => place.Path.Length == 0 ? readme : $"{place.Path}/{readme}").FirstOrDefault(readme => entries.Any(entry => entry.Path == readme));
        var text = tree is null || file is null ? null : await tree.ReadAsync(file, entries is null ? MostShown : Readme.MostBytes, ct);
        if (entries is null && text is null && tree is not null && !await parts.IsFileAsync(project.Id, place, ct))
        {
            return TypedResults.NotFound();
        }

        return parts.Frame.Show<FilesPage>(project.Path, new(StringComparer.Ordinal)
        {
            ["Project"] = info,
            ["Place"] = place,
            ["Entries"] = entries,
            ["File"] = file,
            ["Text"] = text,
            ["Html"] = text is not null && Readme.IsMarkdown(file!) ? Readme.Render(text) : null,
            ["Newest"] = place.Commit is not null && await parts.History.PageAsync(project.Id, place.Commit, 1, 1, ct) is [var newest, ..] ? newest : null,
        });
    }

    static async Task<IResult> Commits(string owner, string name, ProjectRequest request, BrowseParts parts, CancellationToken ct, string? @ref = null, string? page = null)
    {
        if (await FindAsync(owner, name, request, parts, @ref, null, ct) is not var (project, info, place))
        {
            return TypedResults.NotFound();
        }

        var number = int.TryParse(page, out var asked) ? Math.Clamp(asked, 1, 1_000_000) : 1;
        return parts.Frame.Show<CommitsPage>($"Commits - {project.Path}", new(StringComparer.Ordinal)
        {
            ["Project"] = info,
            ["Place"] = place,
            ["Page"] = number,
            ["Commits"] = place.Commit is null ? [] : await parts.History.PageAsync(project.Id, place.Commit, number, PerPage, ct),
            ["PerPage"] = PerPage,
        });
    }

    static async Task<IResult> Branches(string owner, string name, ProjectRequest request, BrowseParts parts, CancellationToken ct)
    {
        if (await FindAsync(owner, name, request, parts, null, null, ct) is not var (project, info, place))
        {
            return TypedResults.NotFound();
        }

        var protection = await parts.Protection.ProtectionAsync(project, ct);
        var branches = await parts.History.RefsAsync(project.Id, "refs/heads/", ct);
        return parts.Frame.Show<BranchesPage>($"Branches - {project.Path}", new(StringComparer.Ordinal)
        {
            ["Project"] = info,
            ["Place"] = place,
            ["Branches"] = branches,
            ["Tags"] = await parts.History.RefsAsync(project.Id, "refs/tags/", ct),
            ["Protected"] = branches.Where(branch => protection.Find("refs/heads/" + branch.Name) is not null).Select(branch => branch.Name).ToHashSet(StringComparer.Ordinal),
        });
    }

    /// <summary>Null where there is no such project to be seen, or no such revision in it.</summary>
    static async Task<(Project Project, ProjectInfo Info, Place Place)?> FindAsync(
        string owner, string name, ProjectRequest request, BrowseParts parts, string? revision, string? path, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Reader, ct);
        if (found.Project is not { } project)
        {
            return null;
        }

        var commit = await parts.Revisions.ResolveAsync(project.Id, revision ?? project.DefaultBranch, ct);
        return commit is null && revision is not null
            ? null
            : (project, parts.Infos.Of(project, found.Role, request.Server), new Place(project.Path, revision ?? project.DefaultBranch, commit, path?.Trim('/') ?? ""));
    }
}
