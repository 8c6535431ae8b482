namespace Slipway.Agent.Jobs;

/// <summary>GitLab's <c>when</c> of artifacts and caches.</summary>
static class Outcome
{
    public static bool Wants(string? when, bool succeeded) => when switch
    {
        "always" => true,
        "on_failure" => !succeeded,
        _ => succeeded,
    };
}
