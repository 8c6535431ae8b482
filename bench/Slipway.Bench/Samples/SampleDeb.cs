using Slipway.Testing;

namespace Slipway.Bench.Samples;

/// <summary>Distinct binary packages of about 4 KB, with fields and files as ordinary ones have. The same number, the same bytes.</summary>
static class SampleDeb
{
    public static string NameOf(int number)
    {
        var random = new Random(number);
        return $"{random.Word()}-{random.Word()}-{number:00000}";
    }

    public static DebBuilder Of(int number, int size = 2048)
    {
        var random = new Random(number);
        var name = NameOf(number);
        var source = $"{random.Word()}-{number / 5:00000}";
        var depends = Enumerable.Range(0, random.Next(2, 7)).Select(_ => $"lib{random.Word()}{random.Next(1, 10)} (>= {random.Next(5)}.{random.Next(10)})");
        return new DebBuilder
        {
            Name = name,
            Version = $"{random.Next(13)}.{random.Next(31)}.{random.Next(10)}-{random.Next(1, 5)}",
            Architecture = "amd64",
            Fields = new Dictionary<string, string>
            {
                ["Source"] = source,
                ["Maintainer"] = $"Example Packagers <packagers-{number % 40}@example.invalid>",
                ["Installed-Size"] = $"{8 + (size / 1024)}",
                ["Depends"] = string.Join(", ", depends.Prepend("libc6 (>= 2.36)")),
                ["Recommends"] = $"{name}-tools, ca-certificates",
                ["Suggests"] = $"{name}-doc",
                ["Conflicts"] = $"{name}-legacy (<< 1.0)",
                ["Provides"] = $"{name}-api (= 1.0)",
                ["Section"] = "utils",
                ["Priority"] = "optional",
                ["Multi-Arch"] = "foreign",
                ["Homepage"] = $"https://example.invalid/{source}",
            },
            Description = $"{name} number {number} for package server measurements\n "
                + string.Join("\n ", Enumerable.Range(0, random.Next(3, 8)).Select(_ => random.Line())),
            Files = new Dictionary<string, string>
            {
                [$"etc/{name}.conf"] = $"[main]\nid={number}\n",
                [$"usr/bin/{name}"] = $"#!/bin/sh\nexec echo {name} \"$@\"\n",
                [$"usr/lib/{name}/blob.bin"] = random.Noise(size),
                [$"usr/share/doc/{name}/changelog"] = $"{name} stable; urgency=low\n",
                [$"usr/share/doc/{name}/copyright"] = $"Copyright 2023 Example\nLicense: MIT\n{name}\n",
            },
        };
    }
}
