namespace Slipway.Platform.Problems;

/// <summary>A refusal that programs may rely on: the code never changes its meaning. docs/errors.md is made from these.</summary>
public sealed record ProblemCode(string Code, int Status, string Title)
{
    public static readonly ProblemCode Unauthenticated = new("unauthenticated", 401, "A valid token is needed");
    public static readonly ProblemCode Forbidden = new("forbidden", 403, "The token does not allow this");
    public static readonly ProblemCode NotFound = new("not-found", 404, "There is no such thing, or it is private");
    public static readonly ProblemCode RepositoryExists = new("repository.exists", 409, "A repository of this name is there already");
    public static readonly ProblemCode ProjectExists = new("project.exists", 409, "A project of this name is there already");
    public static readonly ProblemCode ProjectBusy = new("project.busy", 409, "The project is busy with a push or a merge");
    public static readonly ProblemCode UserExists = new("user.exists", 409, "A user of this name is there already");
    public static readonly ProblemCode SshKeyExists = new("ssh-key.exists", 409, "The SSH key is known already");
    public static readonly ProblemCode AddressRefused = new("address.refused", 422, "The server does not go to this address");
    public static readonly ProblemCode LastOwner = new("member.last-owner", 409, "A project keeps at least one owner");
    public static readonly ProblemCode MergeRequestExists = new("merge-request.exists", 409, "An open merge request for these branches is there already");
    public static readonly ProblemCode MergeBlocked = new("merge-request.blocked", 409, "The merge request can't be merged as it is");
    public static readonly ProblemCode PackageConflict = new("package.exists-with-other-bytes", 409, "The same package with other bytes is there already");
    public static readonly ProblemCode Malformed = new("request.malformed", 422, "The request can't be read");
    public static readonly ProblemCode PackageMalformed = new("package.malformed", 422, "The file is not a valid package");
    public static readonly ProblemCode DistributionUnknown = new("distribution.unknown", 422, "There is no such distribution");
    public static readonly ProblemCode DistributionMismatch = new("distribution.mismatch", 422, "This kind of package does not go into this distribution");
    public static readonly ProblemCode NameInvalid = new("name.invalid", 422, "The name is not allowed");
    public static readonly ProblemCode KeyInvalid = new("key.invalid", 422, "The key can't be used");
    public static readonly ProblemCode PoolsInvalid = new("pools.invalid", 422, "The file of pools is wrong");
    public static readonly ProblemCode PoolsInFile = new("pools.in-file", 409, "The pools are declared in a file on the server");
    public static readonly ProblemCode MachineState = new("machine.state", 409, "The machine's state does not allow this");
    public static readonly ProblemCode JobStateWrong = new("job.state", 409, "The job's state does not allow this");
    public static readonly ProblemCode PipelineNotWanted = new("pipeline.not-wanted", 422, "The configuration wants no pipeline here");
    public static readonly ProblemCode UploadTooLarge = new("upload.too-large", 413, "The file is larger than this server accepts");
    public static readonly ProblemCode UploadCutOff = new("upload.cut-off", 400, "The upload ended early");
    public static readonly ProblemCode IdTokenInvalid = new("id-token.invalid", 401, "The ID token is not accepted");
    public static readonly ProblemCode PublisherMissing = new("publisher.missing", 403, "The repository lets no such job push");
    public static readonly ProblemCode IssuerUntrusted = new("issuer.untrusted", 422, "The issuer is not trusted");
    public static readonly ProblemCode IssuerUnreachable = new("issuer.unreachable", 503, "The issuer's keys can't be had");
    public static readonly ProblemCode UpkeepOff = new("upkeep.off", 409, "The duty is off");
    public static readonly ProblemCode UpkeepRunning = new("upkeep.running", 409, "A run of the duty is under way");
    public static readonly ProblemCode StorageFull = new("storage.full", 507, "The server has no room left");

    public static IReadOnlyList<ProblemCode> All { get; } =
    [
        Unauthenticated, Forbidden, NotFound, RepositoryExists, ProjectExists, ProjectBusy, UserExists, SshKeyExists, LastOwner, MergeRequestExists, MergeBlocked,
        PackageConflict, Malformed, PackageMalformed, DistributionUnknown, DistributionMismatch, NameInvalid, KeyInvalid, JobStateWrong,
        PipelineNotWanted, UploadTooLarge, UploadCutOff, StorageFull, IdTokenInvalid, PublisherMissing, IssuerUntrusted, IssuerUnreachable,
        AddressRefused, PoolsInvalid, PoolsInFile, MachineState, UpkeepOff, UpkeepRunning,
    ];
}
