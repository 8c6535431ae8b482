using System.ComponentModel.DataAnnotations;

namespace Slipway.DevInstance.Ssh;

/// <summary>Section <c>Ssh</c> of the configuration: where the operator's sshd hands git over to Slipway. docs/ssh.md says how.</summary>
public sealed class SshOptions
{
    /// <summary>The host that users write; without it no SSH address is shown.</summary>
    public string? Host { get; set; }

    [Range(1, 65535)]
    public int Port { get; set; } = 22;

    /// <summary>The system user that they log in as.</summary>
    [RegularExpression("[a-z_][a-z0-9_-]{0,31}")]
    public string User { get; set; } = "git";
}
