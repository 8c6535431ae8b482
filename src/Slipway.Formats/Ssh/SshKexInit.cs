namespace Slipway.Formats.Ssh;

/// <summary>What one side can do (RFC 4253, 7.1).</summary>
/// <param name="HostKeys">Algorithms of host key signatures.</param>
/// <param name="Ciphers">Towards the server; those from it are the same in ours.</param>
/// <param name="FirstFollows">A guess follows, to be thrown away where it is wrong.</param>
public sealed record SshKexInit(string[] Exchanges, string[] HostKeys, string[] Ciphers, string[] CiphersBack, string[] Macs, string[] MacsBack, bool FirstFollows)
{
    public const byte Number = 20;

    /// <exception cref="MalformedInputException">It is no such message.</exception>
    public static SshKexInit Parse(ReadOnlySpan<byte> message)
    {
        var reader = new SshReader(message);
        if (reader.Byte() != Number)
        {
            throw new MalformedInputException("ssh.unexpected", "The server did not begin with the list of what it can do.");
        }

        reader.Raw(16);
        var lists = new string[10][];
        for (var i = 0; i < lists.Length; i++)
        {
            lists[i] = reader.NameList();
        }

        return new SshKexInit(lists[0], lists[1], lists[2], lists[3], lists[4], lists[5], reader.Boolean());
    }

    public byte[] Write(ReadOnlySpan<byte> cookie) => new SshWriter().Byte(Number).Raw(cookie[..16])
        .NameList(Exchanges).NameList(HostKeys).NameList(Ciphers).NameList(CiphersBack).NameList(Macs).NameList(MacsBack)
        .NameList(["none"]).NameList(["none"]).NameList([]).NameList([]).Boolean(FirstFollows).UInt32(0).ToArray();

    /// <summary>The first of ours that the other side has too (RFC 4253, 7.1); null: none.</summary>
    public static string? Agree(string[] client, string[] server) => Array.Find(client, name => server.Contains(name, StringComparer.Ordinal));
}
