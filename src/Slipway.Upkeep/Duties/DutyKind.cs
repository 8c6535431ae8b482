namespace Slipway.Upkeep.Duties;

enum DutyKind
{
    KnownHosts = 0,
    Dependencies = 1,
}

static class DutyWords
{
    public static IReadOnlyList<DutyKind> All { get; } = [DutyKind.KnownHosts, DutyKind.Dependencies];

    public static string Of(DutyKind kind) => kind == DutyKind.KnownHosts ? "known-hosts" : "deps";

    public static DutyKind? TryParse(string word) => word switch { "known-hosts" => DutyKind.KnownHosts, "deps" => DutyKind.Dependencies, _ => null };
}
