using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Members;

/// <summary>Adds a member, changes the role, or takes a member out.</summary>
sealed class SetMemberOperation(MemberStore members, UserDirectory users)
{
    /// <param name="role">As it is written; null: out.</param>
    public async Task<SetMemberOutcome> RunAsync(Project project, string user, string? role, CancellationToken ct)
    {
        var wanted = ProjectRole.None;
        if (role is not null && (!Enum.TryParse(role, ignoreCase: true, out wanted) || !Enum.IsDefined(wanted) || wanted == ProjectRole.None))
        {
            return new SetMemberOutcome.Refused(ProblemCode.Malformed, $"'{role}' is no role: reader, developer, maintainer or owner.");
        }

        if (users.Find(user) is not { } member)
        {
            return new SetMemberOutcome.Refused(ProblemCode.NotFound, $"There is no user '{user}'. An admin makes users: slipway user create.");
        }

        if (role is null && await members.RoleAsync(project.Id, member.Id, ct) == ProjectRole.None)
        {
            return new SetMemberOutcome.Refused(ProblemCode.NotFound, $"'{user}' is no member of {project.Path}.");
        }

        return await members.SetAsync(project.Id, member.Id, wanted, ct)
            ? new SetMemberOutcome.Done(member, wanted)
            : new SetMemberOutcome.Refused(ProblemCode.LastOwner, $"'{user}' is the last owner. Make somebody else an owner first.");
    }
}

abstract record SetMemberOutcome
{
    public sealed record Done(User User, ProjectRole Role) : SetMemberOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : SetMemberOutcome;
}
