using System.Security.Cryptography;
using System.Text;

namespace Slipway.Testing;

/// <summary>
/// Writes small valid packages of format 4 or 6 (rpm: docs/manual/format_v4.md, format_v6.md), and broken ones: change any tag of
/// either header after the sums were taken, or the bytes before or after.
/// </summary>
public sealed class RpmBuilder
{
    const uint Built = 1_700_000_000;

    public string Name { get; init; } = "hello";

    public string Version { get; init; } = "1.0";

    public string Release { get; init; } = "1";

    public string Arch { get; init; } = "x86_64";

    public uint? Epoch { get; init; }

    /// <summary>4 or 6. rpm before version 6 reads both, and writes only 4.</summary>
    public int Format { get; init; } = 4;

    public bool IsSource { get; init; }

    /// <summary>Paths and contents of regular files, in order of their paths.</summary>
    public IReadOnlyList<(string Path, byte[] Content)> Files { get; init; } = [("/usr/bin/hello", "#!/bin/sh\n"u8.ToArray())];

    /// <summary>Name, flags and version.</summary>
    public IReadOnlyList<(string Name, uint Flags, string Version)> Requires { get; init; } = [("/bin/sh", 0, "")];

    /// <summary>Changes the main header before its sums are taken: a strange package, but an honest one.</summary>
    public Action<RpmHeaderBuilder>? Header { get; init; }

    /// <summary>Changes the signature header, sums included: a lie.</summary>
    public Action<RpmHeaderBuilder>? Signature { get; init; }

    public byte[] ToArray()
    {
        var archive = RpmArchive.Write(Files, Format, Built);
        var payload = RpmArchive.Compress(archive);
        var header = MainHeader(archive, payload);
        Header?.Invoke(header);
        var main = header.ToArray();
        var signature = SignatureHeader(main, payload, archive.Length);
        Signature?.Invoke(signature);
        var signatureBytes = signature.ToArray();
        return [.. Lead(), .. signatureBytes, .. new byte[-signatureBytes.Length & 7], .. main, .. payload];
    }

    byte[] Lead()
    {
        var lead = new byte[96];
        byte[] start = [0xed, 0xab, 0xee, 0xdb, (byte)(Format == 6 ? 4 : 3), 0, 0, (byte)(IsSource ? 1 : 0), 0, (byte)(Format == 6 ? 0 : 1)];
        start.CopyTo(lead, 0);
        Encoding.UTF8.GetBytes($"{Name}-{Version}-{Release}").AsSpan().CopyTo(lead.AsSpan(10, 65));
        lead[77] = (byte)(Format == 6 ? 0 : 1);
        lead[79] = 5;
        return lead;
    }

    RpmHeaderBuilder MainHeader(byte[] archive, byte[] payload)
    {
        var evr = $"{(Epoch is { } epoch ? $"{epoch}:" : "")}{Version}-{Release}";
        var header = new RpmHeaderBuilder(63)
            .Texts(100, "C").Text(1000, Name).Text(1001, Version).Text(1002, Release)
            .I18n(1004, "A greeting").I18n(1005, "Prints a greeting.").Int32(1006, Built).Text(1007, "build.example.invalid")
            .Text(1014, "MIT").I18n(1016, "Unspecified").Text(1021, "linux").Text(1022, Arch)
            .Int32(1048, [.. Requires.Select(require => require.Flags)])
            .Texts(1049, [.. Requires.Select(require => require.Name)])
            .Texts(1050, [.. Requires.Select(require => require.Version)])
            .Texts(1047, Name).Int32(1112, 8).Texts(1113, evr)
            .Text(1124, "cpio").Text(1125, "gzip").Text(1126, "9").Text(5062, "utf-8")
            .Texts(5092, Hex(SHA256.HashData(payload))).Texts(5097, Hex(SHA256.HashData(archive)));
        if (Epoch is { } number)
        {
            header.Int32(1003, number);
        }

        _ = IsSource ? header.Int32(1106, 1) : header.Text(1044, $"{Name}-{Version}-{Release}.src.rpm");
        AddFiles(header);
        return Format == 6
            ? header.Int32(5114, 6).Int64(5112, (ulong)payload.Length).Int64(5113, (ulong)archive.Length)
                .Text(5121, Hex(SHA512.HashData(payload))).Text(5122, Hex(SHA512.HashData(archive)))
                .Text(5123, Sha3(payload)).Text(5124, Sha3(archive))
            : header.Int32(5093, 8);
    }

    void AddFiles(RpmHeaderBuilder header)
    {
        string[] directories = [.. Files.Select(file => Directory(file.Path)).Distinct(StringComparer.Ordinal)];
        var places = directories.Index().ToDictionary(place => place.Item, place => (uint)place.Index, StringComparer.Ordinal);
        var size = (ulong)Files.Sum(file => file.Content.LongLength);
        header
            .Texts(1117, [.. Files.Select(file => Path.GetFileName(file.Path))])
            .Int32(1116, [.. Files.Select(file => places[Directory(file.Path)])])
            .Texts(1118, directories)
            .Int16(1030, [.. Files.Select(_ => (ushort)0x81a4)]).Int16(1033, [.. Files.Select(_ => (ushort)0)])
            .Int32(1034, [.. Files.Select(_ => Built)]).Int32(1037, [.. Files.Select(_ => 0u)])
            .Int32(1045, [.. Files.Select(_ => 0xffff_ffff)]).Int32(1095, [.. Files.Select(_ => 1u)])
            .Int32(1096, [.. Files.Select((_, i) => (uint)i + 1)])
            .Texts(1035, [.. Files.Select(file => Hex(SHA256.HashData(file.Content)))])
            .Texts(1036, [.. Files.Select(_ => "")]).Texts(1097, [.. Files.Select(_ => "")])
            .Texts(1039, [.. Files.Select(_ => "root")]).Texts(1040, [.. Files.Select(_ => "root")])
            .Int32(5011, 8);
        _ = Format == 6
            ? header.Int64(5009, size).Int64(5008, [.. Files.Select(file => (ulong)file.Content.Length)])
            : header.Int32(1009, (uint)size).Int32(1028, [.. Files.Select(file => (uint)file.Content.Length)]);
    }

    RpmHeaderBuilder SignatureHeader(byte[] main, byte[] payload, int archiveSize)
    {
        var signature = new RpmHeaderBuilder(62).Text(273, Hex(SHA256.HashData(main)));
        return Format == 6
            ? signature.Text(279, Sha3(main)).Binary(999, new byte[64])
            : signature.Text(269, Hex(SHA1.HashData(main)))
                .Int32(1000, (uint)(main.Length + payload.Length)).Binary(1004, MD5.HashData([.. main, .. payload]))
                .Int32(1007, (uint)archiveSize).Binary(1008, new byte[64]);
    }

    static string Directory(string path) => path[..(path.LastIndexOf('/') + 1)];

    static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    static string Sha3(byte[] bytes) => Hex(SHA3_256.HashData(bytes));
}
