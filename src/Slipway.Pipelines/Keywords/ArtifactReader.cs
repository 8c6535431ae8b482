using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;

namespace Slipway.Pipelines.Keywords;

/// <summary>The keyword <c>artifacts</c>.</summary>
static class ArtifactReader
{
    /// <summary>Null where the keyword is not there.</summary>
    public static JobArtifacts? Read(Block job)
    {
        if (job.Inner("artifacts") is not { } block) return null;
        var expireIn = block.Text("expire_in");
        var expires = expireIn is null or "never" ? null : HumanDuration.Parse(expireIn);
        if (expireIn is not (null or "never") && expires is null)
            block.Wrong(block.Take("expire_in")!, "expire_in", "a time, or never", "Write a time as in 30 days or 2h 30m.");
        var paths = block.Texts("paths") ?? [];
        var artifacts = new JobArtifacts(
            block.Text("name"), paths, block.Texts("exclude") ?? [], block.Boolean("untracked") ?? false,
            block.Choice("when", ("on_success", KeepWhen.OnSuccess), ("on_failure", KeepWhen.OnFailure), ("always", KeepWhen.Always)) ?? KeepWhen.OnSuccess,
            expireIn, expires, ExposeAs(block, paths), Access(block), Reports(block));
        block.Done();
        return artifacts;
    }

    static string? ExposeAs(Block block, List<string> paths)
    {
        if (block.Text("expose_as") is not { } name) return null;
        if (paths.Count == 0 || paths.Exists(path => path.Contains('*', StringComparison.Ordinal)))
            block.Wrong("expose_as", block.Take("expose_as")!, "together with paths without *");
        block.Diagnostics.Warn(block.At("expose_as"), "ci.no-effect", $"{block.What}: \"expose_as\" has no effect, as merge requests show no artifacts.", "The job's page has them.");
        return name;
    }

    static ArtifactAccess Access(Block block)
    {
        var access = block.Choice("access", ("all", ArtifactAccess.All), ("developer", ArtifactAccess.Developer), ("maintainer", ArtifactAccess.Maintainer), ("none", ArtifactAccess.None));
        var open = block.Boolean("public");
        if (access is not null && open is not null) block.Wrong("public", block.Take("public")!, "without access");
        return access ?? (open == false ? ArtifactAccess.Developer : ArtifactAccess.All);
    }

    static List<ArtifactReport> Reports(Block block)
    {
        var reports = new List<ArtifactReport>();
        if (block.Inner("reports") is not { } inner) return reports;
        foreach (var kind in ReportKinds.All.Values)
        {
            if (inner.OneOrMore(kind.Type) is { } paths) reports.Add(new(kind.Type, kind.Format, kind.FileName, paths));
        }

        if (inner.Inner("coverage_report") is { } coverage)
        {
            var (format, path) = (coverage.Required("coverage_format"), coverage.Required("path"));
            if (format is not null && !ReportKinds.Coverage.ContainsKey(format))
                coverage.Wrong(coverage.Take("coverage_format")!, "coverage_format", "cobertura or jacoco", null);
            else if (format is not null && path is not null && ReportKinds.Coverage[format] is var kind) reports.Add(new(kind.Type, kind.Format, kind.FileName, [path]));
            coverage.Done();
        }

        inner.Done();
        return reports;
    }
}
