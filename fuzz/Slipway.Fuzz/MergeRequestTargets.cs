using System.Text;
using Slipway.DevInstance.MergeRequests.Approvals;
using Slipway.DevInstance.MergeRequests.Changes;
using Slipway.Formats;

namespace Slipway.Fuzz;

/// <summary>What merge requests read of git's output, and the approvals file that anybody can push.</summary>
public static class MergeRequestTargets
{
    const string Rules = "rules:\n  - name: Packaging\n    required: 2\n    users: [ann, bob]\n    paths: [debian/, '*.spec']\n  - name: All\n";
    const string Raw = ":100644 100644 e8823e1 10adcaf R096\0a\0b\tq\0:000000 100644 0000000 d905d9d A\0n\0" + "1\t0\t\0a\0b\tq\0" + "-\t-\tn\0";
    const string Patch = "diff --git a/a b/a\nindex e8823e1..10adcaf 100644\n--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@ heading\n 28\n-29\n+30\n\\ No newline at end of file\ndiff --git a/n b/n\n@@ -0,0 +1 @@\n+nonl\n";

    public static IEnumerable<FuzzTarget> All =>
    [
        new("approvals-file", [Encoding.UTF8.GetBytes(Rules)], (data, _) => Run(() => ApprovalFile.Parse(Encoding.UTF8.GetString(data)))),
        new("git-patch", [Encoding.UTF8.GetBytes(Patch)], (data, _) => Run(() => PatchReader.Read(data))),
        new("git-raw-changes", [Encoding.UTF8.GetBytes(Raw)], (data, _) => Run(() =>
        {
            var records = Encoding.UTF8.GetString(data).Split('\0');
            var changes = RawChangeReader.Changes(records, out var used);
            RawChangeReader.Counts(records.AsSpan(used), changes);
        })),
    ];

    static Task Run(Action parse)
    {
        try
        {
            parse();
            return Task.CompletedTask;
        }
        catch (FormatException refused)
        {
            throw new MalformedInputException("fuzz.refused", refused.Message);
        }
    }
}
