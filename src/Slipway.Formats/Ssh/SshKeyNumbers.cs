namespace Slipway.Formats.Ssh;

/// <summary>What a public key is made of, whatever it is wrapped in.</summary>
abstract record SshKeyNumbers
{
    public sealed record Ed25519(byte[] Point) : SshKeyNumbers;

    /// <param name="Curve"><c>nistp256</c></param>
    /// <param name="Point">SEC 1, uncompressed.</param>
    public sealed record Ecdsa(string Curve, byte[] Point) : SshKeyNumbers;

    public sealed record Rsa(byte[] Exponent, byte[] Modulus) : SshKeyNumbers;
}
