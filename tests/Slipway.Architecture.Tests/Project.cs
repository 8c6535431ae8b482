using System.Xml.Linq;
using Slipway.Testing;

namespace Slipway.Architecture.Tests;

/// <summary>A project below <c>src/</c>, as its file says.</summary>
sealed record Project(string Name, string Folder, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public static IReadOnlyList<Project> All { get; } = [.. Directory.GetFiles(Path.Combine(Build.Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(Read)];

    public IEnumerable<string> Sources => Directory.GetFiles(Folder, "*.cs", SearchOption.AllDirectories);

    static Project Read(string file)
    {
        var items = XDocument.Load(file).Descendants().ToLookup(element => element.Name.LocalName, element => (string?)element.Attribute("Include") ?? "");
        return new Project(
            Path.GetFileNameWithoutExtension(file),
            Path.GetDirectoryName(file)!,
            [.. items["ProjectReference"].Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)],
            [.. items["PackageReference"].Order(StringComparer.Ordinal)]);
    }
}
