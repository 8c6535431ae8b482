using System.Text;

namespace Slipway.Testing;

/// <summary>Writes ar archives, as right or as wrong as a test wants them.</summary>
public static class ArFile
{
    public static byte[] Write(params (string Name, byte[] Content)[] members)
    {
        var archive = new MemoryStream();
        archive.Write("!<arch>\n"u8);
        foreach (var (name, content) in members) archive.Write(Member(name, content));
        return archive.ToArray();
    }

    /// <param name="claimedSize">What the header says, where it is not the truth.</param>
    public static byte[] Member(string name, byte[] content, string? claimedSize = null)
    {
        var header = $"{name,-16}{0,-12}{0,-6}{0,-6}{"100644",-8}{claimedSize ?? content.Length.ToString(),-10}`\n";
        return [.. Encoding.ASCII.GetBytes(header), .. content, .. content.Length % 2 == 1 ? "\n"u8 : []];
    }
}
