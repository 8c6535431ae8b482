namespace Slipway.Pipelines.Keywords;

/// <param name="Type">The runner's <c>artifact_type</c>.</param>
/// <param name="Format">The runner's <c>artifact_format</c>.</param>
sealed record ReportKind(string Type, string Format, string FileName);

/// <summary>The reports that GitLab knows, with what the runner is told of each.</summary>
static class ReportKinds
{
    public static IReadOnlyDictionary<string, ReportKind> All { get; } = new ReportKind[]
    {
        new("accessibility", "raw", "gl-accessibility.json"),
        new("annotations", "gzip", "gl-annotations.json"),
        new("api_fuzzing", "raw", "gl-api-fuzzing-report.json"),
        new("browser_performance", "raw", "browser-performance.json"),
        new("cluster_image_scanning", "raw", "gl-cluster-image-scanning-report.json"),
        new("codequality", "raw", "gl-code-quality-report.json"),
        new("container_scanning", "raw", "gl-container-scanning-report.json"),
        new("coverage_fuzzing", "raw", "gl-coverage-fuzzing.json"),
        new("cyclonedx", "gzip", "gl-sbom.cdx.json"),
        new("dast", "raw", "gl-dast-report.json"),
        new("dependency_scanning", "raw", "gl-dependency-scanning-report.json"),
        new("dotenv", "gzip", ".env"),
        new("junit", "gzip", "junit.xml"),
        new("license_scanning", "raw", "gl-license-scanning-report.json"),
        new("load_performance", "raw", "load-performance.json"),
        new("lsif", "zip", "lsif.json"),
        new("metrics", "gzip", "metrics.txt"),
        new("performance", "raw", "performance.json"),
        new("repository_xray", "gzip", "gl-repository-xray.json"),
        new("requirements", "raw", "requirements.json"),
        new("requirements_v2", "raw", "requirements_v2.json"),
        new("sast", "raw", "gl-sast-report.json"),
        new("secret_detection", "raw", "gl-secret-detection-report.json"),
        new("terraform", "raw", "tfplan.json"),
    }.ToDictionary(kind => kind.Type, StringComparer.Ordinal);

    /// <summary>The formats of <c>coverage_report</c>.</summary>
    public static IReadOnlyDictionary<string, ReportKind> Coverage { get; } = new Dictionary<string, ReportKind>(StringComparer.Ordinal)
    {
        ["cobertura"] = new("cobertura", "gzip", "cobertura-coverage.xml"),
        ["jacoco"] = new("jacoco", "gzip", "jacoco-coverage.xml"),
    };
}
