using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Rules;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Includes;

/// <summary>The keyword <c>include</c>.</summary>
sealed class IncludeReader(RuleReader rules)
{
    static readonly Dictionary<string, string> s_unsupported = new(StringComparer.Ordinal)
    {
        ["template"] = "Slipway has none of GitLab's templates: copy the file into the project and use include: local.",
    };

    public List<IncludeItem> Read(Block top)
    {
        var items = new List<IncludeItem>();
        if (top.Take("include") is not { } node) return items;
        foreach (var item in node is YamlList list ? top.Flat(list, "include") : [node])
        {
            if (item is YamlScalar { Type: ScalarType.Text } text) items.Add(Word(text));
            else if (item is YamlMap map) items.AddRange(One(top.Of(map, "include")));
            else top.Wrong("include", item, "a file's path, or a map");
        }

        return items;
    }

    static IncludeItem Word(YamlScalar text) =>
        text.Text.StartsWith("http://", StringComparison.Ordinal) || text.Text.StartsWith("https://", StringComparison.Ordinal)
            ? new IncludeItem.Remote(text.Place, text.Text, null, null, null)
            : new IncludeItem.Local(text.Place, text.Text, null, null);

    IEnumerable<IncludeItem> One(Block block)
    {
        var (when, inputs) = (rules.Read(block, RuleKind.Include), block.Inner("inputs")?.Map);
        IncludeItem? item = null;
        if (block.Has("local")) item = block.Required("local") is { } path ? new IncludeItem.Local(block.Place, path, when, inputs) : null;
        else if (block.Has("component")) item = block.Required("component") is { } address ? new IncludeItem.Component(block.Place, address, when, inputs) : null;
        else if (block.Has("remote"))
        {
            var (address, integrity) = (block.Required("remote"), block.Text("integrity"));
            item = address is null ? null : new IncludeItem.Remote(block.Place, address, integrity, when, inputs);
        }
        else if (block.Has("project"))
        {
            var (project, files, revision) = (block.Required("project"), block.OneOrMore("file"), block.Text("ref"));
            if (files is null or { Count: 0 }) block.Missing("file", "Name the file of that project.");
            else if (project is not null) item = new IncludeItem.Project(block.Place, project, revision, files, when, inputs);
        }
        else if (!block.Map.Entries.Any(entry => s_unsupported.ContainsKey(entry.Name))) block.Missing("local", "Or write project with file.");

        block.Done(s_unsupported);
        if (item is not null) yield return item;
    }
}
