namespace Slipway.PackageServer.Packagecloud.Objects;

/// <summary>What a .dsc lists, so that the client knows which files to send with it.</summary>
sealed record PackageContents(IReadOnlyList<ContentsFile> Files);

sealed record ContentsFile(string Filename, long Size, string Md5sum);

/// <summary><c>{}</c></summary>
sealed record EmptyObject;

/// <summary>The oldest version of the gem that the server serves.</summary>
sealed record GemVersion(string Major, string Minor, string Patch);
