namespace Slipway.KnownHosts.Trust;

/// <summary>
/// When a key becomes trusted: the host proved that it has it, from enough places, and one strong class of evidence says that it is the
/// host's. Where an old key is compromised: two strong classes, and continuity is none, since whoever has the old key can make it.
/// </summary>
static class PromotionRule
{
    /// <returns>Null where the key may be trusted.</returns>
    public static string? Missing(IReadOnlyList<Evidence> evidence, int vantageMinimum, bool afterCompromise)
    {
        var places = evidence.Where(one => one.Class == EvidenceClass.Possession).Select(one => one.Source).Distinct(StringComparer.Ordinal).Count();
        var strong = evidence.Where(one => one.IsStrong && !(afterCompromise && one.Class == EvidenceClass.Continuity)).Select(one => one.Class).Distinct().Count();
        var needed = afterCompromise ? 2 : 1;
        return places == 0 ? "the host did not prove that it has it"
            : strong < needed ? afterCompromise ? $"after a compromise two independent proofs are needed besides continuity, and there is {Number(strong)}" : "nobody but the host itself says that it is the host's"
            : places < vantageMinimum ? $"it was seen from {places} vantage point{(places == 1 ? "" : "s")}, and {vantageMinimum} are asked for"
            : null;
    }

    static string Number(int count) => count == 0 ? "none" : "one";
}
