namespace Slipway.Pipelines.Jobs;

/// <summary>A token that says who the job is, given to it as a variable.</summary>
/// <param name="Audiences">At least one.</param>
public sealed record IdToken(string Name, IReadOnlyList<string> Audiences);

/// <summary>A secret of HashiCorp's Vault, given to the job as a variable.</summary>
/// <param name="File">The variable holds the path of a file with the secret.</param>
/// <param name="Token">The variable with the ID token to log in with; null: the only one there is.</param>
public sealed record JobSecret(string Name, string EngineName, string EnginePath, string Path, string Field, bool File, string? Token);
