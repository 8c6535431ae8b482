namespace Slipway.Upkeep;

/// <summary>Why a run can't do its duty. The message says what to do, and has no secret.</summary>
/// <param name="code">Stable: <c>upkeep.token-revoked</c>.</param>
sealed class UpkeepException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
