namespace Slipway.Proposals;

/// <summary>git or the forge refused, or could not be reached. The message says what to do, and has no secret.</summary>
/// <param name="code">Stable: <c>proposal.push-refused</c>.</param>
public sealed class ProposalException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}
