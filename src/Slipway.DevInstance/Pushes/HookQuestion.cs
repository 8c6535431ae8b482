using System.Text;

namespace Slipway.DevInstance.Pushes;

/// <summary>What a hook asks, as <see cref="HookScripts"/> writes it.</summary>
/// <param name="Hook"><c>pre-receive</c> or <c>post-receive</c>.</param>
/// <param name="Quarantine">Where the pushed objects are until the refs move; empty afterwards.</param>
sealed record HookQuestion(string Hook, string Secret, string Quarantine, IReadOnlyList<string> Options, IReadOnlyList<RefUpdate> Updates)
{
    public const int MostUpdates = 10_000;
    const int MostOptions = 100;
    const int LongestLine = 8 * 1024;

    /// <summary>Null where it is no question: something else has connected.</summary>
    public static async Task<HookQuestion?> ReadAsync(Stream stream, CancellationToken ct)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, 4096, leaveOpen: true);
        if ((await LineAsync(reader, ct))?.Split(' ') is not [("pre-receive" or "post-receive") and var hook, var secret] || await LineAsync(reader, ct) is not { } quarantine)
        {
            return null;
        }

        var (options, updates) = (new List<string>(), new List<RefUpdate>());
        while (await LineAsync(reader, ct) is { } line)
        {
            if (line == "end")
            {
                return new HookQuestion(hook, secret, quarantine, options, updates);
            }

            if (line.StartsWith("option ", StringComparison.Ordinal) && options.Count < MostOptions)
            {
                options.Add(line["option ".Length..]);
            }
            else if (line.StartsWith("update ", StringComparison.Ordinal) && updates.Count <= MostUpdates && RefUpdate.Parse(line["update ".Length..]) is { } update)
            {
                updates.Add(update);
            }
            else
            {
                return null;
            }
        }

        return null;
    }

    // ReadLineAsync has no bound of its own.
    static async Task<string?> LineAsync(StreamReader reader, CancellationToken ct)
    {
        var line = new StringBuilder();
        var one = new char[1];
        while (await reader.ReadAsync(one, ct) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString();
            }

            if (line.Length == LongestLine)
            {
                return null;
            }

            line.Append(one[0]);
        }

        return null;
    }
}
