using Slipway.Pipelines.Variables;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Includes;

/// <param name="Name">For messages.</param>
/// <param name="Prefix">Goes before the names of what the file includes itself.</param>
sealed record IncludedFile(IConfigurationSource Source, string Path, string Name, string Prefix);

/// <summary>Which files an item means. Messages name them as they are written: a variable's value may be a secret.</summary>
sealed class IncludeFinder(CompileRun run, VariableText variables)
{
    public async ValueTask<IReadOnlyList<IncludedFile>> FindAsync(IncludeItem item, IConfigurationSource source, string prefix) => item switch
    {
        IncludeItem.Local local => await LocalAsync(local, source, prefix),
        IncludeItem.Project project => await ProjectAsync(item.At, project.Path, project.Ref, project.Files, source),
        IncludeItem.Component component => await ComponentAsync(component, source),
        IncludeItem.Remote remote => await new RemoteFinder(run).FindAsync(remote, Expanded(remote.Address, remote.At)),
        _ => [],
    };

    async ValueTask<IReadOnlyList<IncludedFile>> LocalAsync(IncludeItem.Local local, IConfigurationSource source, string prefix)
    {
        var path = Expanded(local.Path, local.At).TrimStart('/');
        if (!IncludeGlob.IsPattern(path)) return Checked(local.Path, path, local.At) ? [new(source, path, prefix + local.Path.TrimStart('/'), prefix)] : [];
        var found = IncludeGlob.Find(path, await run.Repository.FilesAsync(source)).ToList();
        if (found.Count == 0) run.Diagnostics.Error(local.At, "ci.missing-file", $"No YAML file matches {local.Path}.", "Check the pattern: * stays within a folder, ** does not.");
        return [.. found.Select(file => new IncludedFile(source, file, prefix + file, prefix))];
    }

    async ValueTask<IReadOnlyList<IncludedFile>> ProjectAsync(YamlPlace at, string project, string? revision, IReadOnlyList<string> files, IConfigurationSource source)
    {
        var of = await run.Repository.ProjectAsync(source, Expanded(project, at).Trim('/'), revision is null ? null : Expanded(revision, at));
        var prefix = project + (revision is null ? "" : "@" + revision) + ":";
        if (of is null)
            run.Diagnostics.Error(at, "ci.unknown-project", $"The project {project}{(revision is null ? "" : $" at {revision}")} is not there, or may not be read.", "Check its path and ref, and that you may read it.");
        if (of is null) return [];
        var found = new List<IncludedFile>();
        foreach (var file in files)
        {
            var path = Expanded(file, at).TrimStart('/');
            if (Checked(file, path, at)) found.Add(new(of, path, prefix + file.TrimStart('/'), prefix));
        }

        return found;
    }

    async ValueTask<IReadOnlyList<IncludedFile>> ComponentAsync(IncludeItem.Component component, IConfigurationSource source)
    {
        var address = Expanded(component.Address, component.At);
        var (place, version) = address.LastIndexOf('@') is > 0 and var at ? (address[..at], address[(at + 1)..]) : (address, "");
        var parts = place.Split('/');
        if (parts.Length < 4 || version is "" || version.StartsWith('~'))
        {
            run.Diagnostics.Error(component.At, "ci.component", $"{component.Address} is no component that Slipway can find.", "Write HOST/GROUP/PROJECT/NAME@VERSION with a tag, branch or commit; there is no catalog, so no ~latest.");
            return [];
        }

        var (project, name) = (string.Join('/', parts[1..^1]), parts[^1]);
        if (await run.Repository.ProjectAsync(source, project, version) is { } of)
        {
            foreach (var path in new[] { $"templates/{name}.yml", $"templates/{name}/template.yml" })
            {
                if (await of.ReadAsync(path, run.Limits.FileBytes, run.Cancelled) is not null) return [new(of, path, component.Address, component.Address + ":")];
            }
        }

        run.Diagnostics.Error(component.At, "ci.component", $"The component {component.Address} is not there: this server has no such project and version, or there is no templates/{name}.yml.", "Components of other servers must be copied into a project here.");
        return [];
    }

    bool Checked(string written, string path, YamlPlace at)
    {
        if (IncludeGlob.IsYaml(path) && !path.Split('/').Any(part => part is ".." or "." or "")) return true;
        run.Diagnostics.Error(at, "ci.include-path", $"{written} cannot be included.", "Write a path from the top of the project that ends in .yml or .yaml.");
        return false;
    }

    string Expanded(string text, YamlPlace at)
    {
        try
        {
            return variables.Expand(text);
        }
        catch (VariableTooLongException wrong)
        {
            throw new LimitException(at, wrong.Message, null);
        }
    }
}
