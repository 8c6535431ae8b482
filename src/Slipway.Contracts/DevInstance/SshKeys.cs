namespace Slipway.Contracts.DevInstance;

/// <summary>POST /api/v2/users/{user}/keys and /api/v2/projects/{owner}/{name}/deploy-keys.</summary>
/// <param name="PublicKey">The one line of a <c>.pub</c> file.</param>
/// <param name="Title">Null: the key's comment.</param>
/// <param name="Write">For deploy keys: whether it may push.</param>
public sealed record AddSshKey(string PublicKey, string? Title = null, bool Write = false);

/// <param name="Fingerprint">As <c>ssh-keygen -l</c> shows it.</param>
public sealed record SshKeyInfo(long Id, string Title, string Type, string Fingerprint, bool Write, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

/// <summary>POST /api/v2/ssh/token: a token for a host whose sshd serves git.</summary>
public sealed record CreateSshToken(string Name);

/// <summary>GET /api/v2/ssh/keys?type=ssh-ed25519&amp;key=BASE64: whose key it is, for sshd.</summary>
/// <param name="Line">Type and base64, for <c>authorized_keys</c>.</param>
public sealed record KnownSshKey(long Id, string Line);
