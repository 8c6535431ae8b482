namespace Slipway.Formats.Rpm;

/// <summary>Many short byte strings in one array.</summary>
internal sealed class RpmNames
{
    readonly byte[] _bytes;
    readonly int[] _ends;

    RpmNames(byte[] bytes, int[] ends) => (_bytes, _ends) = (bytes, ends);

    public static RpmNames Empty { get; } = new([], []);

    public int Count => _ends.Length;

    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var start = index == 0 ? 0 : _ends[index - 1];
            return _bytes.AsSpan(start, _ends[index] - start);
        }
    }

    public static RpmNames Read(RpmTexts texts)
    {
        var measure = texts;
        var ends = new int[texts.Count];
        var total = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            ends[i] = total += measure.Next().Length;
        }

        var bytes = new byte[total];
        var at = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            texts.Next().CopyTo(bytes.AsSpan(at));
            at = ends[i];
        }

        return new RpmNames(bytes, ends);
    }
}
