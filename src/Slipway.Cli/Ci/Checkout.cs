namespace Slipway.Cli.Ci;

/// <summary>The folder whose configuration is looked at.</summary>
/// <param name="Folder">The top of the checkout; the current folder where that is none.</param>
/// <param name="Git">Null outside of git.</param>
sealed record Checkout(string Folder, Git? Git)
{
    public static async Task<Checkout> FindAsync(CancellationToken ct)
    {
        var here = Directory.GetCurrentDirectory();
        var top = await new Git(here).LineAsync(ct, "rev-parse", "--show-toplevel");
        return top is null ? new(here, null) : new(top, new Git(top));
    }

    /// <summary>A file as the compiler names it: from the top, with slashes.</summary>
    /// <exception cref="Failure">It is outside, or not there.</exception>
    public string Inside(string file)
    {
        var path = Path.GetRelativePath(Folder, Path.GetFullPath(file));
        if (path.StartsWith("..", StringComparison.Ordinal)) throw new Failure(ExitCode.Usage, $"{file} is not in {Folder}.", "Go to the checkout that it belongs to.");
        return File.Exists(Path.Combine(Folder, path)) ? path : throw new Failure(ExitCode.Usage, $"{file} is not there.", "Name the configuration, or go to the checkout that has a .gitlab-ci.yml.");
    }
}
