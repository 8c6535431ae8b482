namespace Slipway.Testing;

/// <summary>The programs that were built together with the running test.</summary>
public static class Build
{
    static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd('/'));

    public static string Server => Program("Slipway.Server", "slipway-server");

    public static string Cli => Program("Slipway.Cli", "slipway");

    public static string Runner => Program("Slipway.Agent", "slipway-runner");

    /// <summary>The top of the checkout.</summary>
    public static string Root => Output.Parent!.Parent!.Parent!.Parent!.FullName;

    // artifacts/bin/PROJECT/CONFIGURATION/
    static string Program(string project, string name) => Path.Combine(Output.Parent!.Parent!.FullName, project, Output.Name, name);
}
