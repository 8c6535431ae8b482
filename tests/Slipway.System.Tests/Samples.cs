using System.Text;
using Slipway.Testing;

namespace Slipway.System.Tests;

/// <summary>Packages with one program, which tells its version.</summary>
static class Samples
{
    public static DebBuilder Deb(string version, string name = "hello") => new()
    {
        Name = name,
        Version = version,
        Architecture = "amd64",
        Files = new Dictionary<string, string> { [$"usr/bin/{name}"] = $"#!/bin/sh\necho {name} {version}\n" },
    };

    public static RpmBuilder Rpm(string version, string name = "hello", string arch = "x86_64", bool source = false) => new()
    {
        Name = name,
        Version = version,
        Arch = arch,
        IsSource = source,
        Requires = [],
        Files = [($"/usr/bin/{name}", Encoding.UTF8.GetBytes($"#!/bin/sh\necho {name} {version}\n"))],
    };
}
