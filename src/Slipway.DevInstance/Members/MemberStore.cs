using Microsoft.EntityFrameworkCore;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Auth;
using Slipway.Platform.Database;

namespace Slipway.DevInstance.Members;

/// <summary>Who is a member of which project.</summary>
sealed class MemberStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate)
{
    public async Task<ProjectRole> RoleAsync(long projectId, long userId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<ProjectMember>().Where(member => member.ProjectId == projectId && member.UserId == userId)
            .Select(member => member.Role).FirstOrDefaultAsync(ct);
    }

    /// <summary>The user's roles by project.</summary>
    public async Task<IReadOnlyDictionary<long, ProjectRole>> RolesAsync(long userId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<ProjectMember>().Where(member => member.UserId == userId).ToDictionaryAsync(member => member.ProjectId, member => member.Role, ct);
    }

    public async Task<IReadOnlyList<ProjectMember>> ListAsync(long projectId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<ProjectMember>().AsNoTracking().Where(member => member.ProjectId == projectId).ToListAsync(ct);
    }

    /// <summary>As the API and the pages show them.</summary>
    public async Task<IReadOnlyList<MemberInfo>> InfosAsync(long projectId, UserDirectory users, CancellationToken ct) =>
        [.. (await ListAsync(projectId, ct)).Select(member => (User: users.Find(member.UserId)!, member.Role))
            .Select(member => new MemberInfo(member.User.Name, member.User.DisplayName, member.Role.ToString().ToLowerInvariant()))
            .OrderBy(member => member.User, StringComparer.Ordinal)];

    /// <summary>Adds a member or changes the role. False where that would leave the project without an owner.</summary>
    /// <param name="role"><see cref="ProjectRole.None"/> takes the member out.</param>
    public Task<bool> SetAsync(long projectId, long userId, ProjectRole role, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var members = await db.Set<ProjectMember>().Where(member => member.ProjectId == projectId).ToListAsync(ct);
            var member = members.FirstOrDefault(member => member.UserId == userId);
            if (member?.Role == ProjectRole.Owner && role != ProjectRole.Owner && members.Count(other => other.Role == ProjectRole.Owner) == 1)
            {
                return false;
            }

            if (member is null && role != ProjectRole.None)
            {
                db.Add(new ProjectMember { ProjectId = projectId, UserId = userId, Role = role });
            }
            else if (member is not null && role == ProjectRole.None)
            {
                db.Remove(member);
            }
            else if (member is not null)
            {
                member.Role = role;
            }

            await db.SaveChangesAsync(ct);
            return true;
        },
        ct);
}
