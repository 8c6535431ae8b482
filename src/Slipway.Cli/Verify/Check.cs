namespace Slipway.Cli.Verify;

/// <summary>One thing that was looked at.</summary>
/// <param name="Outcome"><c>ok</c>, <c>FAILED</c>, <c>skipped</c> or <c>note</c>.</param>
/// <param name="Detail">What was found, and by which key.</param>
sealed record Check(string Name, string Outcome, string Detail)
{
    public bool Failed => Outcome == "FAILED";

    public static Check Ok(string name, string detail) => new(name, "ok", detail);

    public static Check Fail(string name, string detail) => new(name, "FAILED", detail);

    public static Check Skip(string name, string detail) => new(name, "skipped", detail);

    public static Check Note(string name, string detail) => new(name, "note", detail);
}

/// <summary><c>verify --json</c>.</summary>
sealed record VerifyResult(string File, string Sha256, bool Verified, IReadOnlyList<Check> Checks);
