namespace Slipway.Formats.OpenPgp;

/// <summary>What a key made here can be. An imported key may be any RSA of 2048 bits and more.</summary>
public enum KeyAlgorithm
{
    /// <summary>Read by every apt, dnf and zypper in use.</summary>
    Rsa4096,

    /// <summary>Small and fast; apt 1.6, rpm 4.18 and later.</summary>
    Ed25519,
}
