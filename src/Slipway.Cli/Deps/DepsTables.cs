namespace Slipway.Cli.Deps;

/// <summary>The answers for people.</summary>
static class DepsTables
{
    public static void Scan(TextWriter to, DepsReport report)
    {
        Table.Write(to, ["MANAGER", "COMPONENT", "VERSION", "WHERE", "WATCHED BY"], report.Components.Select(one => (string[])[one.Manager, one.Name, Or(one.Current), one.Places[0], Watch(one)]));
        to.WriteLine();
        to.WriteLine($"{report.Components.Count} component(s), {report.Components.Count(one => one.State == "watched")} watched, {report.Components.Count(one => one.State == "unwatched")} with a reason why not, {report.Silent} that nothing watches.");
        if (report.Silent > 0) to.WriteLine("Give each of those a watch or a reason: components: in slipway-deps.yml.");
    }

    public static void Check(TextWriter to, DepsReport report)
    {
        var shown = report.Components.Where(one => one.State is not ("up-to-date" or "unwatched" or "ignored")).ToList();
        if (shown.Count > 0) Table.Write(to, ["COMPONENT", "VERSION", "NEWER", "WHERE", "WHAT"], shown.Select(one => (string[])[one.Name, Or(one.Current), Or(string.Join(", ", one.Newer)), one.Places[0], What(one)]));
        if (shown.Count > 0) to.WriteLine();
        string[] states = ["newer", "waiting", "moved", "failed", "silent", "up-to-date", "ignored", "unwatched"];
        to.WriteLine(string.Join(", ", states.Select(state => (state, Count: report.Components.Count(one => one.State == state))).Where(pair => pair.Count > 0).Select(pair => $"{pair.Count} {pair.state}")) + ".");
    }

    public static void Why(TextWriter to, WhyReport report)
    {
        foreach (var one in report.Components)
        {
            to.WriteLine(Plain.Line($"{one.Component.Manager} {one.Component.Name} {one.Component.Current} ({one.Component.Places[0]}): {one.Component.State}{(one.Component.Why is null ? "" : $". {one.Component.Why}")}"));
            if (one.Component.Datasource is not null) to.WriteLine(Plain.Line($"  asked: {one.Component.Datasource} {one.Component.Package} {one.Component.Registry}"));
            if (one.Component.Remedy is not null) to.WriteLine(Plain.Line($"  {one.Component.Remedy}"));
            if (one.Component.Locked is not null) to.WriteLine(Plain.Line($"  not changed by Slipway: {one.Component.Locked}"));
            foreach (var note in one.Notes) to.WriteLine(Plain.Line($"  {note}"));
            if (one.Releases.Count > 0) Table.Write(to, ["  RELEASE", "RULE", "WHY"], one.Releases.Select(release => (string[])["  " + release.Version, release.Rule, release.Reason]));
            to.WriteLine();
        }
    }

    public static void Update(TextWriter to, UpdateReport report)
    {
        if (report.Requests.Count > 0) Table.Write(to, ["TARGET", "UPDATE", "OUTCOME", "SAYS"], report.Requests.Select(one => (string[])[one.Target, one.Title.Length > 0 ? one.Title : Steps(one), one.Outcome, one.Url is null ? one.Says : $"{one.Url} {one.Says}"]));
        else to.WriteLine("There is nothing to update.");
        foreach (var manual in report.Manual) to.WriteLine(Plain.Line($"\nBy hand: {manual.Name} from {manual.From} to {manual.To}. {manual.What}"));
        foreach (var secret in report.Embargoed)
            to.WriteLine(Plain.Line($"\nUnder embargo: {string.Join(", ", secret.Steps.Select(step => $"{step.Name} from {step.From} to {step.To}"))} fixes {string.Join(", ", secret.Vulnerabilities)}: {secret.Outcome}. {secret.Url} {secret.Says}"));
    }

    static string Steps(RequestReport request) => string.Join(", ", request.Steps.Select(step => $"{step.Name} {step.From} -> {step.To}"));

    static string Watch(ComponentReport one) => one.State switch
    {
        "watched" => $"{one.Datasource} {one.Package}",
        "silent" => "NOTHING",
        _ => $"- {one.Why}",
    };

    static string What(ComponentReport one) => one.State switch
    {
        "failed" => $"failed: {one.Why} ({one.Code})",
        "silent" => "nothing watches it, and nobody wrote why",
        "newer" when one.Vulnerabilities.Count > 0 => $"fixes {string.Join(", ", one.Vulnerabilities)}",
        "newer" => one.Locked is null ? one.Why ?? "" : "by hand: " + one.Locked,
        _ => one.Why ?? one.State,
    };

    static string Or(string text) => text.Length == 0 ? "-" : text.Length > 24 ? text[..12] + "…" : text;
}
