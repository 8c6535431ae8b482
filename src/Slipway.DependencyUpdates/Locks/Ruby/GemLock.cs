using System.Text.RegularExpressions;
using Slipway.DependencyUpdates.Datasources.Http;
using Slipway.DependencyUpdates.Datasources.Registries;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Locks.Ruby;

/// <summary>
/// Gemfile.lock (bundler's LockfileParser and LockfileGenerator). It is changed where the gem is in it once and for every platform, both
/// versions need the same, and every gem and the Gemfile take the new one. The version itself is the component's place.
/// </summary>
sealed partial class GemLock : ILockFile
{
    public string Kind => "gemfile-lock";

    public async Task<LockOutcome> LookAsync(LockQuestion question, SourceClient client, CancellationToken ct)
    {
        var (name, old, wanted) = (question.Component.Name, question.Component.Current, question.Upgrade.Value);
        var (gems, edits, section, specs) = (VersionSchemes.Find("rubygems")!, new List<Edit>(), "", 0);
        foreach (var (start, text) in question.Lock.Lines())
        {
            if (text.Length > 0 && !char.IsWhiteSpace(text[0])) section = text.Trim();
            if (Line().Match(text) is not { Success: true } line || line.Groups["name"].Value != name) continue;
            var (indent, inside) = (line.Groups["indent"].Length, line.Groups["inside"]);
            if (line.Groups["pinned"].Success) return new LockOutcome.ByHand("The gem comes from elsewhere.");
            if (indent == 4 && inside.Value == old) specs++;
            else if (indent == 4) return new LockOutcome.ByHand("The gem is in it for several platforms, or twice.");
            else if (section == "CHECKSUMS" && indent == 2)
            {
                if (inside.Value != old || line.Groups["sum"] is not { Success: true } sum) return new LockOutcome.ByHand("It has no checksum of the gem, or one of another platform.");
                edits.Add(new(question.Lock.Place(start + inside.Index, inside.Length), wanted));
                edits.Add(new(question.Lock.Place(start + sum.Index, sum.Length), ""));
            }
            else if (section == "DEPENDENCIES" && indent == 2 && inside.Value == "= " + old) edits.Add(new(question.Lock.Place(start + inside.Index + 2, old.Length), wanted));
            else if (inside.Success && (gems.ParseRange(inside.Value)?.Allows(question.Upgrade.To) is not true)) return new LockOutcome.ByHand($"Something needs {name} {inside.Value}.");
        }

        if (specs != 1) return new LockOutcome.ByHand("The gem is not in it just once.");
        var lines = CompactIndex.Read((await client.GetAsync(new Uri($"{RegistryPath.Base(question.Registry, "rubygems")}/info/{RegistryPath.Name(name)}"), "text/plain", ct)).Body, old, wanted);
        if (lines is not { } both) return new LockOutcome.ByHand("The gem server does not tell both versions, or has one of them for single platforms.");
        if (both.Before.Needs != both.After.Needs) return new LockOutcome.ByHand("The versions differ in what they need.");
        return new LockOutcome.Possible(async (fetch, token) =>
        {
            var address = new Uri($"{RegistryPath.Base(question.Registry, "rubygems")}/gems/{name}-{wanted}.gem");
            var (digest, _, verified) = await Archive.FetchAsync(fetch, $"{name} {wanted}", address, Integrity.Hex("sha256", both.After.Checksum, "the gem server"), "sha256", keep: false, token);
            return new([.. edits.Select(edit => edit.NewText.Length == 0 ? edit with { NewText = digest } : edit)], [verified]);
        });
    }

    /// <summary>A spec (4), what a spec needs (6), a dependency or a checksum (2).</summary>
    [GeneratedRegex(@"^(?<indent>  (?:  (?:  )?)?)(?<name>[^\s!(]+)(?<pinned>!)?(?: \((?<inside>[^)]*)\))?(?<pinned>!)?(?: sha256=(?<sum>[0-9a-f]{64}))?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Line();
}
