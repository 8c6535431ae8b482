using Slipway.Testing;

namespace Slipway.Formats.Tests.Rpm;

/// <summary>Honest packages that rpmbuild would not make, and createrepo_c reads.</summary>
static class StrangePackages
{
    const uint MissingOk = 1 << 19;
    const uint Strong = 1 << 27;

    public static IReadOnlyDictionary<string, RpmBuilder> All { get; } = new Dictionary<string, RpmBuilder>
    {
        ["plain"] = new() { Name = "plain" },
        ["no-files"] = new() { Name = "no-files", Files = [] },
        ["source"] = new() { Name = "source", IsSource = true, Files = [("source.spec", "Name: source\n"u8.ToArray())] },
        ["names-no-source"] = new() { Name = "names-no-source", Header = header => header.Remove(1044) },
        ["source-by-its-looks"] = new()
        {
            Name = "source-by-its-looks", IsSource = true, Files = [("a.spec", [])], Header = header => header.Remove(1106),
        },
        ["latin-1"] = new()
        {
            Name = "latin-1",
            Files = [("/usr/bin/a", []), ("/usr/bin/caf", []), ("/usr/share/b", [])],
            Header = header => header
                .Raw(1004, 9, 1, [.. "caf"u8, 0xe9, 0x80, 0x93, .. " <b>\0"u8])
                .Raw(1117, 8, 3, [.. "a\0caf"u8, 0xe9, 0, (byte)'b', 0])
                .Int32(1080, 1_700_000_000).Raw(1081, 8, 1, [.. "J"u8, 0xe9, .. "r \"x\"\t\n  \0"u8]).Raw(1082, 8, 1, [.. "- "u8, 0xfc, 0x9f, 0]),
        },
        ["texts"] = new()
        {
            Name = "texts",
            Header = header => header
                .I18n(1004, "first\r\n\tline \u007f \u0085 \ud7ff \ufffd", "Zweite").Text(1011, " ").Text(1015, "")
                .Texts(1047, "texts", "tab 'and' \"quote\"", "😀\u0085\u007f").Int32(1112, 8, 8, 6).Texts(1113, "1-1", "3:4-", "1"),
        },
        ["requirements"] = new()
        {
            Name = "requirements",
            Requires =
            [
                ("dup", 8, "1"), ("dup", 8, "1"), ("dup", 8 | 1 << 9, "1"), ("dup", 8, "1"), ("dup", 8, "0:1"), ("dup", 12, "1"), ("dup", 12, "1"),
                ("wish", MissingOk | 8, "2"), ("wish", MissingOk | 8, "2"), ("requirements", 8, "1.0-1"), ("rpmlib(X)", 1 << 24, "1"),
                ("bad-epoch", 8, "x:1"), ("no-epoch", 8, ":1-2"), ("plus-epoch", 8, "+7:1-"), ("pre", 1 << 6, ""), ("libc.so.6", 0, ""),
                ("libc.so.6(GLIBC_2.9)", 0, ""), ("libc.so.6(GLIBC_2.10)(64bit)", 0, ""), ("libc.so.6(GLIBC_PRIVATE)(64bit)", 0, ""), ("libc.so.6(", 0, ""),
                ("/usr/bin/hello", 0, ""), ("/usr/bin/hi", 0, ""), ("", 0, "1"), ("libc.so.60", 0, ""),
            ],
            Header = header => header
                .Texts(1156, "s1", "s2").Int32(1158, 0, Strong).Texts(1157, "", "")
                .Texts(1159, "e1", "e2").Int32(1161, Strong, 8).Texts(1160, "", "4:1")
                .Texts(5046, "rec").Int32(5048, 0).Texts(5047, ""),
        },
        ["changes"] = new()
        {
            Name = "changes",
            Header = header => header
                .Int32(1080, 30, 30, 29, 29, 29, 31, 31, 5, 0, 0, 0xf000_0000, 1)
                .Texts(1081, [.. Enumerable.Range(0, 12).Select(i => $"a{i}  ")]).Texts(1082, [.. Enumerable.Range(0, 12).Select(i => $"- {i}\n")]),
        },
        ["odd-paths"] = new()
        {
            Name = "odd-paths",
            Header = header => header
                .Texts(1117, "sendmail", "b/in", "bin/x", "bin", "etc").Int32(1116, 0, 1, 1, 2, 3)
                .Texts(1118, "/usr/lib/", "/odd", "/usr/", "/").Int16(1030, 0x81a4, 0x41ed, 0x81a4, 0xa1ff, 0x41ed).Int32(1037, 0, 64, 64, 0, 0)
                .Texts(1035, "", "", "", "", ""),
        },
        ["v6"] = new() { Name = "v6", Format = 6, Epoch = 4 },
    };
}
