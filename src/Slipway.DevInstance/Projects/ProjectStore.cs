using Microsoft.EntityFrameworkCore;
using Slipway.DevInstance.Members;
using Slipway.Platform.Database;

namespace Slipway.DevInstance.Projects;

/// <summary>The projects' rows.</summary>
sealed class ProjectStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate)
{
    public async Task<Project?> FindAsync(ProjectPath path, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Project>().AsNoTracking().FirstOrDefaultAsync(project => project.Owner == path.Owner && project.Name == path.Name, ct);
    }

    public async Task<Project?> FindAsync(long id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Project>().AsNoTracking().FirstOrDefaultAsync(project => project.Id == id, ct);
    }

    public async Task<IReadOnlyList<Project>> AllAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Project>().AsNoTracking().OrderBy(project => project.Owner).ThenBy(project => project.Name).ToListAsync(ct);
    }

    /// <summary>Null where one of this path is there already.</summary>
    /// <param name="ownerId">The user who becomes its first owner, or null.</param>
    public Task<Project?> AddAsync(Project project, long? ownerId, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            if (await db.Set<Project>().AnyAsync(other => other.Owner == project.Owner && other.Name == project.Name, ct))
            {
                return null;
            }

            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            db.Add(project);
            await db.SaveChangesAsync(ct);
            if (ownerId is { } user)
            {
                db.Add(new ProjectMember { ProjectId = project.Id, UserId = user, Role = Contracts.DevInstance.ProjectRole.Owner });
                await db.SaveChangesAsync(ct);
            }

            await transaction.CommitAsync(ct);
            return project;
        },
        ct);

    public Task<Project> ChangeAsync(long id, Action<Project> change, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var project = await db.Set<Project>().SingleAsync(project => project.Id == id, ct);
            change(project);
            await db.SaveChangesAsync(ct);
            return project;
        },
        ct);
}
