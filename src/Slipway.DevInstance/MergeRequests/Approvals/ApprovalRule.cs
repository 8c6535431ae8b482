namespace Slipway.DevInstance.MergeRequests.Approvals;

/// <summary>One rule of <c>.slipway/approvals.yml</c>.</summary>
/// <param name="Required">How many must approve.</param>
/// <param name="Users">Who may; nobody named: every developer of the project.</param>
/// <param name="Paths">Globs; the rule is asked where one of them matches a file that changes. None: always.</param>
sealed record ApprovalRule(string Name, int Required, IReadOnlyList<string> Users, IReadOnlyList<string> Paths);
