using System.ComponentModel.DataAnnotations;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>Section <c>Includes</c> of the configuration.</summary>
public sealed class RemoteIncludeOptions : IValidatableObject
{
    /// <summary>Where <c>include: remote</c> may read, as <c>https://ci.example.org</c>; nowhere unless said. What is named is trusted like a maintainer.</summary>
    public IList<string> Remote { get; } = [];

    /// <summary>For one file.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Remote
        .Where(text => !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.PathAndQuery != "/" || url.UserInfo.Length > 0)
        .Select(text => new ValidationResult($"Includes:Remote takes scheme and host, as https://ci.example.org, and not {text}."));
}
