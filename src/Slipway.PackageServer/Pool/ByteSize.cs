namespace Slipway.PackageServer.Pool;

/// <summary>Sizes as people read them: <c>512 B</c>, <c>1.4 MB</c>.</summary>
static class ByteSize
{
    static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    public static string Written(long bytes)
    {
        double size = bytes;
        var unit = 0;
        while (size >= 999.5 && unit < Units.Length - 1)
        {
            (size, unit) = (size / 1000, unit + 1);
        }

        return unit == 0 || size >= 99.95 ? $"{size:0} {Units[unit]}" : $"{size:0.0} {Units[unit]}";
    }
}
