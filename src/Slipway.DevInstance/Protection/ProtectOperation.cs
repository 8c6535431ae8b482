using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Protection;

/// <summary>Protects branches or tags, or changes how.</summary>
sealed class ProtectOperation(ProtectionStore store)
{
    public async Task<ProtectOutcome> RunAsync(Project project, ProtectRef wanted, CancellationToken ct)
    {
        if (wanted.Kind is not ("branch" or "tag"))
        {
            return new ProtectOutcome.Refused(ProblemCode.Malformed, $"'{wanted.Kind}' can't be protected: branch or tag.");
        }

        if (!RefPattern.IsPattern(wanted.Pattern))
        {
            return new ProtectOutcome.Refused(ProblemCode.Malformed, $"'{wanted.Pattern}' is no name of a {wanted.Kind}, nor one with '*' for any characters.");
        }

        if (!ProtectionRole.TryParse(wanted.Push, out var push) || !ProtectionRole.TryParse(wanted.Merge, out var merge))
        {
            return new ProtectOutcome.Refused(ProblemCode.Malformed, "Who may push and merge: developer, maintainer, owner or nobody.");
        }

        return new ProtectOutcome.Protected(await store.SetAsync(
            new ProtectedRef
            {
                ProjectId = project.Id,
                Tags = wanted.Kind == "tag",
                Pattern = wanted.Pattern,
                Push = push,
                Merge = merge,
                ForcePush = wanted.ForcePush,
            },
            ct));
    }
}

abstract record ProtectOutcome
{
    public sealed record Protected(ProtectedRef Row) : ProtectOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : ProtectOutcome;
}
