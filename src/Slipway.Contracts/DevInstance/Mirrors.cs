namespace Slipway.Contracts.DevInstance;

/// <summary>Another repository, and what opens it. POST /api/v2/projects/{owner}/{name}/mirrors adds it as one that gets every change.</summary>
/// <param name="Url">Without credentials: <c>https://host/path.git</c>, <c>ssh://user@host/path.git</c>, <c>git://host/path.git</c>.</param>
/// <param name="Password">Or a token. Stored sealed, and never shown again, as the private key is.</param>
/// <param name="HostKey">For ssh: the host's line of <c>known_hosts</c>.</param>
public sealed record RemotePlace(string Url, string? User = null, string? Password = null, string? PrivateKey = null, string? HostKey = null);

/// <summary>POST /api/v2/projects/imports: make a project and fill it with another repository's branches, tags and other refs.</summary>
public sealed record ImportProject(string Owner, string Name, RemotePlace From, bool Private = true, string? Description = null);

/// <param name="Kind"><c>import</c> or <c>push</c>.</param>
/// <param name="State"><c>waiting</c>, <c>running</c>, <c>done</c>, or for imports <c>failed</c>.</param>
/// <param name="Progress">What git says while it runs.</param>
/// <param name="Attempts">How often it failed since it last went well.</param>
public sealed record MirrorInfo(
    long Id, string Kind, string Url, string State, string? Progress, string? LastError, int Attempts, DateTimeOffset? NextTryAt, DateTimeOffset? LastSuccessAt);
