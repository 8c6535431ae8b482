namespace Slipway.Agent.Executors;

/// <summary>Programs of this machine that the runner needs.</summary>
static class Programs
{
    /// <exception cref="Failure">It is not there; names the package.</exception>
    public static void Need(string program, string package)
    {
        if (!SandboxView.SearchPath.Split(':').Any(folder => File.Exists(Path.Combine(folder, program))))
            throw new Failure($"The program {program} is missing.", $"Install it: apt-get install {package}.");
    }
}
