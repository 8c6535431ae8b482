using System.Text;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Managers.Patterns;

namespace Slipway.DependencyUpdates.Tests.Managers;

/// <summary>Projects that are a few texts.</summary>
static class Read
{
    public static ProjectFiles Project(params (string Path, string Text)[] files)
    {
        var byPath = files.ToDictionary(file => file.Path, file => Encoding.UTF8.GetBytes(file.Text));
        return new(byPath.Keys, byPath.GetValueOrDefault);
    }

    public static Findings All(params (string Path, string Text)[] files) => ManagerSet.Read(Project(files), [], new HashSet<string>());

    public static Findings With(IReadOnlyList<PatternWatch> patterns, params (string Path, string Text)[] files) => ManagerSet.Read(Project(files), patterns, new HashSet<string>());

    /// <summary>One file without faults.</summary>
    public static IReadOnlyList<Component> Good(params (string Path, string Text)[] files)
    {
        var found = All(files);
        found.Faults.Select(fault => fault.ToString()).ShouldBeEmpty();
        return found.Components;
    }

    /// <summary><c>name version -> datasource package @registry</c>, or <c>name (why nothing watches it)</c>.</summary>
    public static string Line(Component component) => component.Unwatched is { } why ? $"{component.Name} ({why})"
        : component.Query is { } query ? $"{component.Name} {component.Current} -> {query.Datasource} {query.Package}{(query.Registry is null ? "" : " @" + query.Registry)}" : $"{component.Name} {component.Current} -> nothing";

    public static IEnumerable<string> Lines(params (string Path, string Text)[] files) => Good(files).Select(Line);

    /// <summary>The files after the version is put into each of a component's places.</summary>
    public static string Bumped(string text, Component component, string version) =>
        Edit.Apply(text, component.Places.Where(place => place.File == component.At.File).Select(place => new Edit(place, Spelling.Between(component.Current, place.Text).ShouldNotBeNull().Write(version))));
}
