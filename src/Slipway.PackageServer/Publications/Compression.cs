namespace Slipway.PackageServer.Publications;

/// <summary>The forms of an index; the numbers are in the database.</summary>
enum Compression
{
    None = 0,
    Gzip = 1,
    Zstd = 2,
}

static class CompressionNames
{
    public static string Suffix(this Compression compression) => compression switch
    {
        Compression.Gzip => ".gz",
        Compression.Zstd => ".zst",
        _ => "",
    };
}
