namespace Slipway.Contracts.PackageServer;

/// <summary>A package in one distribution of a repository.</summary>
/// <param name="Type"><c>deb</c>, <c>dsc</c>, <c>rpm</c> or <c>srpm</c>.</param>
/// <param name="Version">Whole: <c>[epoch:]version[-release]</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Url">Where the file is downloaded.</param>
public sealed record PackageInfo(
    string Repository,
    string Distribution,
    string Type,
    string Filename,
    string Name,
    string Version,
    string Architecture,
    long Size,
    string Sha256,
    string Summary,
    DateTimeOffset CreatedAt,
    string? PushedBy,
    string Url);

/// <summary>What <c>slipway show</c> prints of one package.</summary>
public sealed record PackageDetail(
    PackageInfo Package,
    string Md5,
    string? Description,
    string? License,
    string? Homepage,
    IReadOnlyList<PackageRelation> Relations,
    ProvenanceInfo? Provenance = null);

/// <summary>Dependencies of one kind, each as written in the package: <c>Depends</c>: <c>libc6 (>= 2.36)</c>.</summary>
public sealed record PackageRelation(string Kind, IReadOnlyList<string> Values);

/// <summary>The answer to a push. <paramref name="Created"/> is false when the same bytes were there already: a success that changed nothing.</summary>
/// <param name="Generation">The publication in which the package is visible to clients.</param>
public sealed record PushResult(PackageInfo Package, bool Created, long Generation);

/// <summary>What became of one part of a push of many: either was it taken, or refused. A part that no answer names was not decided.</summary>
/// <param name="Place">Of the part in the request, from 0.</param>
public sealed record PushedPart(int Place, PushResult? Result, Problem? Problem);

/// <summary>One page of a listing; pages count from 1.</summary>
public sealed record PackagePage(IReadOnlyList<PackageInfo> Items, int Page, int PerPage, long Total);
