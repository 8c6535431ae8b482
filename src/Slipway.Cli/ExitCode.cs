namespace Slipway.Cli;

/// <summary>What the shell is told; docs/cli.md has the same table.</summary>
static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NotAllowed = 3;
    public const int NotFound = 4;
    public const int Conflict = 5;
    public const int Unreachable = 6;
    public const int Malformed = 7;
    public const int NotVerified = 8;
    public const int Cancelled = 130;

    /// <summary>Where several things failed: the first of these that occurred.</summary>
    static readonly int[] s_priority = [Cancelled, NotVerified, NotAllowed, Unreachable, NotFound, Conflict, Malformed, Usage, Failed, Done];

    public const string Help = """
        Exit codes:
          0  all done                       4  not found, or not to be seen with this token
          1  something failed               5  conflict: other bytes are there under that name
          2  wrong usage                    6  the server cannot be reached
          3  not authenticated or allowed   7  refused as malformed
        130  cancelled (Ctrl-C)               8  verify, known-hosts: something is not as it should be
        Of several, the one told is the first of 130, 8, 3, 6, 4, 5, 7, 2, 1.
        """;

    public static int Worse(int one, int other) => Array.IndexOf(s_priority, one) < Array.IndexOf(s_priority, other) ? one : other;
}
