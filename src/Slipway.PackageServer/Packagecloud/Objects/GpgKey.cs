namespace Slipway.PackageServer.Packagecloud.Objects;

/// <param name="Keytype"><c>repo</c>: the server signs metadata with it. <c>package</c>: the team signs packages with it.</param>
sealed record GpgKey(string Name, string Fingerprint, string Keytype, string Self, string? DestroyUrl, string DownloadUrl);

sealed record GpgKeyList(IReadOnlyList<GpgKey> GpgKeys);
