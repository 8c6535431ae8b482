using System.Text.RegularExpressions;
using Slipway.Testing;

namespace Slipway.Architecture.Tests;

/// <summary>What the text of the sources shows.</summary>
public sealed partial class SourceTests
{
    static readonly string[] Buckets = ["Helpers", "Utils", "Utilities", "Services", "Common", "Misc"];

    static readonly string[] Ports = ["IBlobStore", "IStagedBlob", "IBlob", "IMachineProvider", "IMachineProviderKind", "IMachineLedger"];

    // One implementation for now; a second module or layout brings the next.
    static readonly string[] Planned = ["IModelPart", "IProjectDirectory", "ISourceTree", "IPipelines", "IPipelineListener", "IJobTokens", "IConfigurationSource"];

    static readonly List<(Project Project, string File, string Text)> Sources =
        [.. Project.All.SelectMany(project => project.Sources, (project, file) => (project, file, File.ReadAllText(file)))];

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var wrong = Sources.Where(source => NamespacePattern().Match(source.Text) is { Success: true } found
            && found.Groups[1].Value != Path.GetRelativePath(Path.Combine(Build.Root, "src"), Path.GetDirectoryName(source.File)!).Replace('/', '.'));
        wrong.Select(source => source.File).ShouldBeEmpty();
    }

    [Fact]
    public void No_folder_is_a_bucket() =>
        Directory.GetDirectories(Path.Combine(Build.Root, "src"), "*", SearchOption.AllDirectories).Where(folder => Buckets.Contains(Path.GetFileName(folder))).ShouldBeEmpty();

    [Fact]
    public void An_interface_with_one_implementation_is_a_port()
    {
        var declared = Sources.SelectMany(source => InterfacePattern().Matches(source.Text)).Select(found => found.Groups[1].Value).ToList();
        declared.ShouldNotBeEmpty();
        var bases = Sources.SelectMany(source => BasesPattern().Matches(source.Text)).Select(found => found.Groups[1].Value).ToList();
        var single = declared.Where(name => bases.Count(list => Regex.IsMatch(list, $@"\b{name}\b", RegexOptions.None, TimeSpan.FromSeconds(1))) < 2);
        single.Except(Ports).Except(Planned).ShouldBeEmpty();
    }

    [Fact]
    public void Formats_touches_no_file_socket_or_process() => Sources
        .Where(source => source.Project.Name == "Slipway.Formats" && IoPattern().IsMatch(source.Text))
        .Select(source => source.File).ShouldBeEmpty();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline, 1000)]
    private static partial Regex NamespacePattern();

    [GeneratedRegex(@"\binterface (I\w+)", RegexOptions.None, 1000)]
    private static partial Regex InterfacePattern();

    // A type's name, its primary constructor, and then what it derives from.
    [GeneratedRegex(@"\b(?:class|record|struct) \w+(?:<[^>]*>)?\s*(?:\((?>[^()]|\([^()]*\))*\))?\s*:\s*([^{;]+)", RegexOptions.None, 2000)]
    private static partial Regex BasesPattern();

    [GeneratedRegex(@"\b(?:File|Directory)\.(?:Open|Read|Write|Create|Delete|Exists)|\bFileStream\b|\bHttpClient\b|\bSocket\b|\bProcess\.Start\b", RegexOptions.None, 1000)]
    private static partial Regex IoPattern();
}
