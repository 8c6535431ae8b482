using Slipway.KnownHosts.Scanning;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Proposing;

/// <summary>What one pass looks at, and whom it asks.</summary>
/// <param name="Folder">Of it the policy counts: the file and its evidence are read from the target.</param>
/// <param name="Path">The file's place in the repository: <c>support/known_hosts</c>.</param>
/// <param name="Target">The branch to merge into.</param>
/// <param name="Branch">Of the request; see <see cref="BranchFor"/>.</param>
public sealed record HostKeyProposal(KnownHostsFolder Folder, string Path, string Target, string Branch)
{
    const string Prefix = "slipway/known-hosts";

    /// <summary>Hosts besides those that the file and the policy name.</summary>
    public IReadOnlyList<HostAddress> Hosts { get; init; } = [];

    /// <summary>What was seen from elsewhere.</summary>
    public IReadOnlyList<HostSighting> Others { get; init; } = [];

    /// <summary>Since when keys are seen.</summary>
    public SeenKeys Seen { get; init; } = new();

    public IReadOnlyList<string> Reviewers { get; init; } = [];

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Each target has one branch of ours, as each branch has one request.</summary>
    public static string BranchFor(string target, bool isDefault) => isDefault ? Prefix : $"{Prefix}-{target.Replace('/', '-')}";
}
