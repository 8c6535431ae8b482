using Slipway.Testing;

namespace Slipway.Formats.Tests.Rpm;

/// <summary>What is wrong, the change of a header that makes it so, and the refusal.</summary>
public static class RpmLies
{
    static readonly byte[] Hash = new byte[16];

    /// <summary>In the main header; the sums are taken afterwards, and honest.</summary>
    public static TheoryData<string, Action<RpmHeaderBuilder>, string> Headers { get; } = new()
    {
        { "no name", h => h.Remove(1000), "rpm.missing-tag" },
        { "no version", h => h.Remove(1001), "rpm.missing-tag" },
        { "no release", h => h.Remove(1002), "rpm.missing-tag" },
        { "no arch", h => h.Remove(1022), "rpm.missing-tag" },
        { "a name that climbs", h => h.Text(1000, "../../etc/cron.d/x"), "rpm.bad-name" },
        { "a name with two dots", h => h.Text(1000, "a..b"), "rpm.bad-name" },
        { "an empty name", h => h.Text(1000, ""), "rpm.bad-name" },
        { "a name with a newline", h => h.Text(1000, "a\nb"), "rpm.bad-name" },
        { "a name with markup", h => h.Text(1000, "a<b"), "rpm.bad-name" },
        { "a name with an é", h => h.Text(1000, "é"), "rpm.bad-name" },
        { "a hidden name", h => h.Text(1000, ".hidden"), "rpm.bad-name" },
        { "an option for a name", h => h.Text(1000, "-rf"), "rpm.bad-name" },
        { "a long name", h => h.Text(1000, new string('n', 300)), "rpm.bad-name" },
        { "a long file name", h => h.Text(1000, new string('n', 200)).Text(1001, new string('1', 100)), "rpm.bad-name" },
        { "a version with a dash", h => h.Text(1001, "1-2"), "rpm.bad-version" },
        { "a version with a slash", h => h.Text(1001, "1/2"), "rpm.bad-version" },
        { "a release with a blank", h => h.Text(1002, "1 2"), "rpm.bad-release" },
        { "an arch with a dot", h => h.Text(1022, "x86.64"), "rpm.bad-arch" },
        { "a name that is a number", h => h.Int32(1000, 5), "rpm.bad-tag" },
        { "a negative epoch", h => h.Int32(1003, uint.MaxValue), "rpm.bad-epoch" },
        { "two epochs", h => h.Int32(1003, 1, 2), "rpm.bad-tag" },
        { "a delta", h => h.Text(1124, "drpm"), "rpm.unsupported-payload" },
        { "format 7", h => h.Int32(5114, 7), "rpm.unsupported-format" },
        { "old file names", h => h.Texts(1027, "/a"), "rpm.bad-file-list" },
        { "a directory that is not there", h => h.Int32(1116, 1), "rpm.bad-file-list" },
        { "a directory far away", h => h.Int32(1116, uint.MaxValue), "rpm.bad-file-list" },
        { "more modes than files", h => h.Int16(1030, 1, 2), "rpm.bad-file-list" },
        { "names without directories", h => h.Remove(1118), "rpm.bad-file-list" },
        { "requirements without flags", h => h.Remove(1048), "rpm.bad-dependency" },
        { "a control character in a dependency", h => h.Texts(1049, "a\u0007"), "rpm.bad-dependency" },
        { "changes without texts", h => h.Int32(1080, 1).Texts(1081, "a"), "rpm.bad-header" },
        { "a sum that belongs elsewhere", h => h.Text(273, new string('0', 64)), "rpm.bad-tag" },
        { "a payload sum of unknown kind", h => h.Int32(5093, 99), "rpm.unsupported-digest" },
        { "another payload's sum", h => h.Texts(5092, new string('0', 64)).Remove(5097), "rpm.digest-mismatch" },
        { "a payload sum that is no hex", h => h.Texts(5092, "é").Remove(5097), "rpm.digest-mismatch" },
        { "a type that is not known", h => h.Raw(1011, 10, 1, [0]), "rpm.bad-tag" },
        { "four billion numbers", h => h.Raw(1006, 4, uint.MaxValue, [0, 0, 0, 0]), "rpm.bad-tag" },
        { "numbers whose size wraps around", h => h.Raw(1006, 4, 0x40000001, [0, 0, 0, 0]), "rpm.bad-tag" },
        { "nothing at all in a tag", h => h.Raw(1006, 4, 0, []), "rpm.bad-tag" },
        { "a text that claims to be two", h => h.Raw(1011, 6, 2, [65, 0, 65, 0]), "rpm.bad-tag" },
        { "more texts than the header holds", h => h.Raw(1011, 8, 5000, [65, 0]), "rpm.bad-tag" },
    };

    /// <summary>In the signature header, where the sums are.</summary>
    public static TheoryData<string, Action<RpmHeaderBuilder>, string> Signatures { get; } = new()
    {
        { "a smaller size", h => h.Int32(1000, 100), "rpm.size-mismatch" },
        { "a larger size", h => h.Int32(1000, 100_000), "rpm.truncated" },
        { "a long size", h => h.Int64(270, 1), "rpm.size-mismatch" },
        { "a size beyond all", h => h.Int64(270, ulong.MaxValue), "rpm.bad-header" },
        { "another SHA-1", h => h.Text(269, new string('0', 40)), "rpm.digest-mismatch" },
        { "another SHA-256", h => h.Text(273, new string('0', 64)), "rpm.digest-mismatch" },
        { "another SHA3-256", h => h.Text(279, new string('0', 64)), "rpm.digest-mismatch" },
        { "another MD5", h => h.Binary(1004, Hash), "rpm.digest-mismatch" },
        { "a short MD5", h => h.Binary(1004, [1]), "rpm.digest-mismatch" },
        { "no sums of the header", h => h.Remove(269).Remove(273).Remove(1004), "rpm.digest-missing" },
        { "a size that is a text", h => h.Text(1000, "100"), "rpm.bad-tag" },
    };
}
