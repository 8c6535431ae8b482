using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Syntax.Json;

namespace Slipway.DependencyUpdates.Locks.Npm;

/// <summary>What a lock of version 2 says a second time, for npm 6: a tree of names.</summary>
static class LegacyTree
{
    const int MaxDepth = 60;

    /// <summary>Adds the package's entry of the tree to those that are changed.</summary>
    /// <returns>Why that can't be; null: it can.</returns>
    public static string? Find(JsonValue tree, string name, List<PackageEntry> entries, SourceFile file)
    {
        var all = Named(tree, name, 0).ToList();
        if (all is not [var one] || tree[name] != one || PackageEntry.Read(one, file) is not { } entry || entry.Version.Text != entries[0].Version.Text || entry.Integrity.Text != entries[0].Integrity.Text) return "Its two halves do not agree.";
        entries.Add(entry);
        return null;
    }

    static IEnumerable<JsonValue> Named(JsonValue tree, string name, int depth) =>
        depth > MaxDepth ? [] : tree.Members.SelectMany(member => (member.Value["dependencies"] is { } inner ? Named(inner, name, depth + 1) : []).Concat(member.Key == name ? [member.Value] : []));
}
