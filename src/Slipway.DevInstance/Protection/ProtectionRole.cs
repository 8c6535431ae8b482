using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.Protection;

/// <summary>Who may, as the API writes it: a role from developer up, or <c>nobody</c>.</summary>
static class ProtectionRole
{
    public static string Text(ProjectRole? role) => role?.ToString().ToLowerInvariant() ?? "nobody";

    /// <summary>False where it is none of them.</summary>
    public static bool TryParse(string? text, out ProjectRole? role)
    {
        role = text switch
        {
            "developer" => ProjectRole.Developer,
            "maintainer" => ProjectRole.Maintainer,
            "owner" => ProjectRole.Owner,
            _ => null,
        };
        return role is not null || text == "nobody";
    }
}
