using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Projects;
using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.Protection;

/// <summary>A push that is to be decided on.</summary>
/// <param name="Role">The pusher's.</param>
/// <param name="Objects">The repository as it would be.</param>
sealed record PushCase(Project Project, ProjectRole Role, IReadOnlyList<RefUpdate> Updates, RefProtection Protection, PushRules Rules, PushedObjects Objects);
