using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>Who is asked to look at a merge request: users that may see its project.</summary>
sealed class ReviewerList(UserDirectory users, ProjectAccess access)
{
    const int Most = 50;

    /// <summary>Why these can't be reviewers, or null.</summary>
    public async Task<string?> WhyAsync(Project project, IReadOnlyList<string>? names, CancellationToken ct)
    {
        if (names is { Count: > Most })
        {
            return $"A merge request has at most {Most} reviewers.";
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

    public static string Text(IEnumerable<string> names) => string.Join('\n', names.Distinct(StringComparer.Ordinal));
}
