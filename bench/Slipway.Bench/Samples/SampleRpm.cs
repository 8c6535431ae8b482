using System.Text;
using Slipway.Testing;

namespace Slipway.Bench.Samples;

/// <summary>Distinct binary packages, with dependencies and files as ordinary ones have. The same number, the same bytes.</summary>
static class SampleRpm
{
    public static RpmBuilder Of(int number)
    {
        var random = new Random(number);
        var name = SampleDeb.NameOf(number);
        var libraries = Enumerable.Range(0, random.Next(1, 6)).Select(_ => ($"lib{random.Word()}.so.{random.Next(1, 10)}()(64bit)", 0u, ""));
        var description = string.Join('\n', Enumerable.Range(0, random.Next(3, 8)).Select(_ => random.Line()));
        return new RpmBuilder
        {
            Name = name,
            Version = $"{random.Next(13)}.{random.Next(31)}.{random.Next(10)}",
            Release = $"{random.Next(1, 5)}.el9",
            Requires = [("/bin/sh", 0u, ""), ("libc.so.6()(64bit)", 0u, ""), .. libraries],
            Files =
            [
                ($"/etc/{name}.conf", Encoding.UTF8.GetBytes($"[main]\nid={number}\n")),
                ($"/usr/bin/{name}", Encoding.UTF8.GetBytes($"#!/bin/sh\nexec echo {name} \"$@\"\n")),
                ($"/usr/lib/{name}/blob.bin", Encoding.UTF8.GetBytes(random.Noise(2048))),
                ($"/usr/share/doc/{name}/README", Encoding.UTF8.GetBytes($"{name}\n")),
                ($"/usr/share/licenses/{name}/LICENSE", "MIT\n"u8.ToArray()),
            ],
            Header = header => header
                .I18n(1004, $"{name} number {number} for package server measurements").I18n(1005, description)
                .Text(1015, "Packager <packager@example.invalid>").Text(1020, $"https://example.invalid/{name}")
                .Int32(1080, 1_700_000_000, 1_699_913_600).Texts(1081, "Packager <p@example.invalid> - 2", "Packager <p@example.invalid> - 1")
                .Texts(1082, "- a change\n- another", "- the first"),
        };
    }
}
