using Slipway.Testing;

namespace Slipway.System.Tests.Clients;

/// <summary>A real package manager with a root of its own, pointed at one distribution of one repository.</summary>
interface IPackageClient : IDisposable
{
    /// <summary>Fetches the metadata anew and verifies its signature. Fails on whatever the program complains of.</summary>
    Task<ToolResult> RefreshAsync();

    /// <summary>Installs into the root, or upgrades what is there.</summary>
    Task<ToolResult> InstallAsync(params string[] packages);

    /// <summary>The root of what it installs.</summary>
    string Root { get; }
}
