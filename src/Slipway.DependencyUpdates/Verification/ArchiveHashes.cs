using System.Security.Cryptography;

namespace Slipway.DependencyUpdates.Verification;

/// <summary>Every digest that upstreams publish, in one pass.</summary>
sealed class ArchiveHashes : IDisposable
{
    readonly (string Name, IncrementalHash Hash)[] _hashes =
    [
        ("sha256", IncrementalHash.CreateHash(HashAlgorithmName.SHA256)), ("sha512", IncrementalHash.CreateHash(HashAlgorithmName.SHA512)), ("sha384", IncrementalHash.CreateHash(HashAlgorithmName.SHA384)),
        ("sha1", IncrementalHash.CreateHash(HashAlgorithmName.SHA1)), ("md5", IncrementalHash.CreateHash(HashAlgorithmName.MD5)),
    ];

    public void Append(ReadOnlySpan<byte> bytes)
    {
        foreach (var (_, hash) in _hashes) hash.AppendData(bytes);
    }

    /// <summary>Hex in lower case, by algorithm.</summary>
    public IReadOnlyDictionary<string, string> Digests() => _hashes.ToDictionary(pair => pair.Name, pair => Convert.ToHexStringLower(pair.Hash.GetCurrentHash()));

    public void Dispose()
    {
        foreach (var (_, hash) in _hashes) hash.Dispose();
    }
}
