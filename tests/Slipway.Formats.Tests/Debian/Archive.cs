using System.Security.Cryptography;
using System.Text;
using Slipway.Formats.Debian;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Debian;

/// <summary>A folder of packages, indexed by apt-ftparchive and by us.</summary>
static class Archive
{
    public static Task<ToolResult> FtpArchiveAsync(string folder, string command, string target = ".") =>
        Tool.TryAsync(new ToolCall("apt-ftparchive", [command, target]) { WorkingDirectory = folder });

    public static async Task<string> OurPackagesAsync(string folder)
    {
        var stanzas = new StringBuilder();
        foreach (var path in Directory.GetFiles(folder, "*.deb").Order(StringComparer.Ordinal))
        {
            var bytes = await File.ReadAllBytesAsync(path);
            var stanza = PackagesStanza.Write(await Deb.ReadAsync(bytes), PoolFile(bytes, "./" + Path.GetFileName(path)));
            stanzas.Append(Encoding.UTF8.GetString(stanza));
        }

        return stanzas.ToString();
    }

    public static PoolFile PoolFile(byte[] bytes, string name) =>
        new(name, bytes.Length, Convert.ToHexStringLower(MD5.HashData(bytes)), Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Stanzas without the digests that we do not list, by file name.</summary>
    public static Dictionary<string, string> Stanzas(string index) => index.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
        .Select(s => string.Join('\n', s.Split('\n').Where(l => !l.StartsWith("SHA1: ", StringComparison.Ordinal) && !l.StartsWith("SHA512: ", StringComparison.Ordinal))))
        .ToDictionary(s => s.Split('\n').First(l => l.StartsWith("Filename: ", StringComparison.Ordinal)));
}
