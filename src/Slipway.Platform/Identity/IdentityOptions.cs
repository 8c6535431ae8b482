using System.ComponentModel.DataAnnotations;

namespace Slipway.Platform.Identity;

/// <summary>Section <c>Identity</c>.</summary>
sealed class IdentityOptions
{
    /// <summary><c>RS256</c>, which every verifier knows, or <c>ES256</c>, whose tokens are shorter. For keys made from now on.</summary>
    [RegularExpression("RS256|ES256")]
    public string Algorithm { get; init; } = "RS256";

    /// <summary>A key this old gets a successor.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan RotateAfter { get; init; } = TimeSpan.FromDays(90);
}
