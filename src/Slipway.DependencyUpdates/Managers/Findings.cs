using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax;

namespace Slipway.DependencyUpdates.Managers;

/// <summary>What the managers find in one project.</summary>
public sealed class Findings
{
    const int MaxComponents = 50_000;

    readonly List<Component> _components = [];
    readonly List<Fault> _faults = [];

    public IReadOnlyList<Component> Components => _components;

    public IReadOnlyList<Fault> Faults => _faults;

    internal void Add(SourceFile file, Component component)
    {
        if (_components.Count < MaxComponents) _components.Add(component with { Line = file.LineAt(component.At.Start) });
        else if (_faults is not [.., { Code: "deps.too-many" }]) _faults.Add(new(file.Path, 0, "deps.too-many", $"The project names more than {MaxComponents} components.", "Exclude folders in slipway-deps.yml."));
    }

    internal void Add(SourceFile file, int start, string message, string remedy) =>
        _faults.Add(new(file.Path, start < 0 ? 0 : file.LineAt(start), "deps.unreadable", message, remedy));

    /// <summary>Something that is configured, and is nowhere in the project.</summary>
    /// <param name="source">File and line of the configuration.</param>
    internal void Missing(string source, string message, string remedy) => _faults.Add(new(source, 0, "deps.finds-nothing", message, remedy));

    /// <summary>Reads files one by one; what is wrong in one is told and ends nothing but it.</summary>
    internal void Each(IEnumerable<SourceFile> files, Action<SourceFile> read)
    {
        foreach (var file in files)
        {
            try
            {
                read(file);
            }
            catch (UnreadableException wrong)
            {
                Add(file, wrong.Start, wrong.Message, wrong.Remedy);
            }
        }
    }
}
