using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>Who is asked to look at a merge request, or to bring it to its end: users that may see its project.</summary>
sealed class PeopleList(UserDirectory users, ProjectAccess access)
{
    const int Most = 50;

    /// <summary>Why these can't be, or null.</summary>
    public async Task<string?> WhyAsync(Project project, IReadOnlyList<string>? names, CancellationToken ct)
    {
        if (names is { Count: > Most })
        {
            return $"A merge request has at most {Most} reviewers, and as many assignees.";
        }

        foreach (var name in names ?? [])
        {
            // Those who may not see it are not told apart from those who do not exist.
            if (users.Find(name) is not { } user
                || await access.RoleAsync(project, new Actor(user.Name, user.Id, user.Admin, ProjectRole.Owner, null, ProjectRole.None), ct) == ProjectRole.None)
            {
                return $"There is no user '{name}' who may see {project.Path}.";
            }
        }

        return null;
    }

    /// <summary>Those of the names that can be, and why the others can't.</summary>
    public async Task<(IReadOnlyList<string> Known, IReadOnlyList<string> Why)> SplitAsync(Project project, IReadOnlyList<string> names, CancellationToken ct)
    {
        var (known, why) = (new List<string>(), new List<string>());
        foreach (var name in names)
        {
            if (await WhyAsync(project, [name], ct) is { } not)
            {
                why.Add(not);
            }
            else
            {
                known.Add(name);
            }
        }

        return (known, why);
    }

    public static string Text(IEnumerable<string> names) => string.Join('\n', names.Distinct(StringComparer.Ordinal));
}
