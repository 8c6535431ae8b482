using System.ComponentModel.DataAnnotations;

namespace Slipway.DevInstance.Git;

/// <summary>Section <c>Git</c> of the configuration: how much git may take.</summary>
public sealed class GitOptions
{
    /// <summary>The largest pack of one push, in bytes.</summary>
    [Range(1024, long.MaxValue)]
    public long MaxPushBytes { get; set; } = 4L << 30;

    /// <summary>Clones, fetches and pushes at the same time; more wait.</summary>
    [Range(1, 1000)]
    public int MaxTransfers { get; set; } = 32;

    /// <summary>The longest that one clone, fetch or push may take.</summary>
    [Range(1, 86400)]
    public int TransferSeconds { get; set; } = 3600;

    /// <summary>The longest that a question to a repository may take.</summary>
    [Range(1, 3600)]
    public int QuerySeconds { get; set; } = 60;

    /// <summary>How often the repositories are looked at, in seconds: which are to be tidied?</summary>
    [Range(1, 86400)]
    public int MaintenanceSeconds { get; set; } = 3600;

    /// <summary>A repository that changes is repacked as a whole this often, in seconds.</summary>
    [Range(1, 31536000)]
    public int RepackSeconds { get; set; } = 604800;

    /// <summary>An object that nothing names any more is kept so long, in seconds.</summary>
    [Range(1, 315360000)]
    public int KeepUnreachableSeconds { get; set; } = 1209600;

    /// <summary>Address space of one git process, in bytes.</summary>
    [Range(256L << 20, long.MaxValue)]
    public long MaxMemoryBytes { get; set; } = 8L << 30;
}
