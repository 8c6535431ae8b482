using System.Buffers.Text;
using System.Text;

namespace Slipway.Formats.Debian;

/// <summary>
/// The outer archive of a package, read forward: deb(5), the common ar format. Members follow each other at even offsets.
/// Names may end in a slash (GNU); BSD's and GNU's forms for long names never occur in a package and are refused.
/// </summary>
internal sealed class ArReader(Stream source)
{
    const int HeaderLength = 60;

    readonly byte[] _header = new byte[HeaderLength];
    ArMember? _current;

    public async ValueTask ReadMagicAsync(CancellationToken ct)
    {
        var read = await source.ReadAtLeastAsync(_header.AsMemory(0, 8), 8, throwOnEndOfStream: false, ct);
        if (read == 0) throw new MalformedInputException("deb.empty", "The file is empty.");
        if (!"!<arch>\n"u8.StartsWith(_header.AsSpan(0, read)))
            throw new MalformedInputException("deb.not-a-deb", "Not a Debian package: it does not begin with the ar magic \"!<arch>\".");
        if (read < 8) throw Truncated("in the ar magic");
    }

    /// <summary>The next member, or null at the end of the source. What was not read of the one before is passed over.</summary>
    public async ValueTask<ArMember?> NextAsync(CancellationToken ct)
    {
        if (_current is not null) await FinishAsync(_current.Content, ct);
        var read = await source.ReadAtLeastAsync(_header, HeaderLength, throwOnEndOfStream: false, ct);
        if (read == 0) return null;
        if (read < HeaderLength) throw Truncated("in a member's header");
        if (_header[58] != '`' || _header[59] != '\n')
            throw new MalformedInputException("deb.bad-ar-header", "A member's header does not end as ar headers do: the file is damaged, or has trailing garbage.");
        var size = Number(_header.AsSpan(48, 10));
        return _current = new(Name(_header.AsSpan(0, 16)), new(source, size));
    }

    async ValueTask FinishAsync(ArMemberStream member, CancellationToken ct)
    {
        if (!await source.SkipAsync(member.Left, ct)) throw Truncated("in a member");
        if (member.Size % 2 == 0) return;
        if (await source.ReadAsync(_header.AsMemory(0, 1), ct) == 0) throw Truncated("before a member's padding");
        if (_header[0] != '\n') throw new MalformedInputException("deb.bad-ar-header", "A member of odd size is not padded with a newline.");
    }

    static string Name(ReadOnlySpan<byte> field)
    {
        var name = field.TrimEnd((byte)' ');
        if (name.EndsWith("/"u8)) name = name[..^1];
        if (name.IsEmpty || name.ContainsAnyExceptInRange((byte)'!', (byte)'~') || name.Contains((byte)'/'))
            throw new MalformedInputException("deb.bad-ar-header", "A member's name is not one that a package can have.");
        return Encoding.ASCII.GetString(name);
    }

    static long Number(ReadOnlySpan<byte> field)
    {
        var digits = field.TrimEnd((byte)' ');
        return Utf8Parser.TryParse(digits, out long value, out var used) && used == digits.Length && char.IsAsciiDigit((char)digits[0])
            ? value
            : throw new MalformedInputException("deb.bad-ar-header", "A member's size is not a number.");
    }

    public static MalformedInputException Truncated(string where) => new("deb.truncated", $"The package ends too early, {where}.");
}

internal sealed record ArMember(string Name, ArMemberStream Content);
