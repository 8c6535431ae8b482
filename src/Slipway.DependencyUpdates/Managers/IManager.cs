using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Managers;

/// <summary>Knows one kind of file that names components. Reads text; runs nothing, and asks no network.</summary>
interface IManager
{
    /// <summary>As slipway-deps.yml spells it: <c>omnibus</c>, <c>npm</c>.</summary>
    string Name { get; }

    /// <summary>Tells every component that the files name. A file that cannot be read is a fault of its own (<see cref="Findings.Each"/>).</summary>
    void Read(ProjectFiles files, Findings findings);
}
