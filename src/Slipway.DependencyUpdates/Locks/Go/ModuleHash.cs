using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Slipway.DependencyUpdates.Updates.Preparing;

namespace Slipway.DependencyUpdates.Locks.Go;

/// <summary><c>h1:</c>, the first hash of golang.org/x/mod/sumdb/dirhash: SHA-256 over the sorted lines <c>HEX  NAME</c> of all files.</summary>
static class ModuleHash
{
    // golang.org/x/mod/zip has 500 MiB for a module.
    const long MaxBytes = 500L << 20;
    const int MaxFiles = 100_000;

    public static string OfMod(byte[] mod) => Of([("go.mod", Convert.ToHexStringLower(SHA256.HashData(mod)))]);

    /// <param name="prefix">Of every name: <c>example.org/mod@v1.0.0/</c>.</param>
    /// <exception cref="RefusedUpdateException">It is no module's zip file.</exception>
    public static async Task<string> OfZipAsync(string file, string prefix, CancellationToken ct)
    {
        try
        {
            var files = new List<(string Name, string Sum)>();
            var left = MaxBytes;
            await using var zip = await ZipFile.OpenReadAsync(file, ct);
            foreach (var entry in zip.Entries)
            {
                if (entry.FullName.EndsWith('/')) continue;
                if (!entry.FullName.StartsWith(prefix, StringComparison.Ordinal) || files.Count >= MaxFiles) throw new InvalidDataException($"it has {entry.FullName}");
                await using var stream = await entry.OpenAsync(ct);
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                var piece = new byte[64 << 10];
                int read;
                while ((read = await stream.ReadAsync(piece, ct)) > 0)
                {
                    if ((left -= read) < 0) throw new InvalidDataException($"it holds more than {MaxBytes >> 20} MiB");
                    hash.AppendData(piece, 0, read);
                }

                files.Add((entry.FullName, Convert.ToHexStringLower(hash.GetHashAndReset())));
            }

            return Of(files);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            throw new RefusedUpdateException("deps.archive-malformed", $"The module's zip file can't be taken: {wrong.Message}.", "Tell the proxy's operator.");
        }
    }

    static string Of(List<(string Name, string Sum)> files)
    {
        var lines = string.Concat(files.OrderBy(one => one.Name, Comparer<string>.Create((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)))).Select(one => $"{one.Sum}  {one.Name}\n"));
        return "h1:" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(lines)));
    }
}
