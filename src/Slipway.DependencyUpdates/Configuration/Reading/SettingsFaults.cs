using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Managers;

namespace Slipway.DependencyUpdates.Configuration.Reading;

/// <summary>Collects what is wrong in one file of configuration.</summary>
sealed class SettingsFaults(SourceFile file)
{
    const int Most = 100;

    readonly List<Fault> _faults = [];
    readonly List<Fault> _warnings = [];

    public SourceFile File => file;

    /// <summary>Another file of the project; null: it is not there.</summary>
    public Func<string, SourceFile?> Open { get; init; } = static _ => null;

    public IReadOnlyList<Fault> All => _faults;

    public IReadOnlyList<Fault> Warnings => _warnings;

    public void Add(int start, string code, string message, string remedy)
    {
        if (_faults.Count < Most) _faults.Add(Make(start, code, message, remedy));
    }

    public void Warn(int start, string code, string message, string remedy)
    {
        if (_warnings.Count < Most) _warnings.Add(Make(start, code, message, remedy));
    }

    /// <summary>For what is found out later: <c>slipway-deps.yml:12</c>.</summary>
    public string PlaceOf(int start) => $"{file.Path}:{file.LineAt(start)}";

    Fault Make(int start, string code, string message, string remedy) => new(file.Path, start < 0 ? 0 : file.LineAt(start), code, message, remedy);
}
