namespace Slipway.Formats.Debian;

/// <summary>What a file in a package may be called.</summary>
internal static class TarName
{
    /// <summary>Without the leading <c>./</c> and a trailing slash; empty for the root itself.</summary>
    public static byte[] Check(ReadOnlySpan<byte> name, int maxLength)
    {
        if (name.Length > maxLength)
            throw new MalformedInputException("deb.name-too-long", $"A file's name is longer than {maxLength} bytes.");
        if (name.IsEmpty) throw new MalformedInputException("deb.bad-file-name", "A file has an empty name.");
        if (name[0] == '/') throw new MalformedInputException("deb.absolute-path", $"The archive holds an absolute name: {ErrorText.Show(name)}.");
        if (name.ContainsAny((byte)'\n', (byte)0))
            throw new MalformedInputException("deb.bad-file-name", $"A file's name has a newline or NUL in it: {ErrorText.Show(name)}.");
        foreach (var part in name.Split((byte)'/'))
        {
            if (name[part].SequenceEqual(".."u8))
                throw new MalformedInputException("deb.path-traversal", $"The archive holds a name that leaves its folder: {ErrorText.Show(name)}.");
        }

        var rest = name.TrimEnd((byte)'/');
        while (rest.StartsWith("./"u8)) rest = rest[2..].TrimStart((byte)'/');
        return rest.SequenceEqual("."u8) ? [] : rest.ToArray();
    }
}
