using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;

namespace Slipway.DependencyUpdates.Managers.Submodules;

/// <summary>git's submodules: <c>.gitmodules</c> names where they come from, the commit's tree what is checked out.</summary>
sealed class SubmoduleManager : IManager
{
    public string Name => "submodule";

    public void Read(ProjectFiles files, Findings findings) => findings.Each(files.Named(path => path == ".gitmodules"), file =>
    {
        var (name, path, url, branch) = ("", default(Place?), (string?)null, (string?)null);
        foreach (var (start, text) in file.Lines().Append((file.Text.Length, "[end]")))
        {
            var line = text.Trim();
            if (line.StartsWith('['))
            {
                if (path is { } place) Tell(file, name, place, url, branch, files, findings);
                (name, path, url, branch) = (line.Split('"') is [_, var quoted, ..] ? quoted : line, null, null, null);
                continue;
            }

            var cut = line.IndexOf('=', StringComparison.Ordinal);
            if (cut < 1) continue;
            var value = line[(cut + 1)..].Trim();
            switch (line[..cut].Trim())
            {
                case "path" when value.Length > 0:
                    path = file.Place(start + text.LastIndexOf(value, StringComparison.Ordinal), value.Length);
                    break;
                case "url":
                    url = value;
                    break;
                case "branch":
                    branch = value;
                    break;
            }
        }
    });

    void Tell(SourceFile file, string name, Place path, string? url, string? branch, ProjectFiles files, Findings findings)
    {
        var commit = files.Links.GetValueOrDefault(path.Text, "");
        findings.Add(file, new Component(Name, name, path)
        {
            Current = commit, Places = [],
            Query = url is null || url.StartsWith('.') || commit.Length == 0 ? null : new(DatasourceNames.GitRefs, url) { Pattern = branch },
            Unwatched = url is null ? null : url.StartsWith('.') ? "Its address is relative to the project's own." : commit.Length == 0 ? "Its commit is in git's tree, and this is no checkout." : null,
            Locked = $"A submodule's commit is no text that could be edited: git submodule update --remote {path.Text}",
        });
    }
}
