using System.Globalization;

namespace Slipway.Formats.Ssh;

/// <summary>Who may sign (ssh-keygen(1), ALLOWED SIGNERS): <c>ann@example.org namespaces="x",valid-before="20270101" ssh-ed25519 AAAA...</c>. Authorities are not taken.</summary>
public sealed class AllowedSigners
{
    const int MostLines = 10_000;

    readonly List<Signer> signers;

    AllowedSigners(List<Signer> signers) => this.signers = signers;

    /// <exception cref="MalformedInputException">A line can't be read: nothing of such a file is believed.</exception>
    public static AllowedSigners Parse(string text)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').ToList();
        return lines.Count <= MostLines ? new AllowedSigners([.. lines.Select(Line)]) : throw new MalformedInputException("ssh.allowed-signers", $"At most {MostLines} signers are read.");
    }

    /// <summary>The name of whom the signature is, where that one may sign this, for this, now; else null.</summary>
    public string? WhoSigned(SshSignedFile signature, ReadOnlySpan<byte> file, string @namespace, DateTimeOffset now)
    {
        if (signature.Namespace != @namespace || !signature.Verify(file))
        {
            return null;
        }

        return signers.Find(one => one.Key.Equals(signature.Key) && (one.Namespaces is null || one.Namespaces.Contains(@namespace, StringComparer.Ordinal)) && !(now < one.After) && !(now >= one.Before))?.Name;
    }

    static Signer Line(string line)
    {
        var (words, quoted, from) = (new List<string>(), false, 0);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (!quoted && line[i] is ' ' or '\t'))
            {
                if (i > from)
                {
                    words.Add(line[from..i]);
                }

                from = i + 1;
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
        }

        var at = words.FindIndex(1, Math.Max(0, words.Count - 1), word => word.StartsWith("ssh-", StringComparison.Ordinal) || word.StartsWith("ecdsa-", StringComparison.Ordinal));
        if (at is < 1 or > 2 || at + 1 >= words.Count)
        {
            throw Bad(line);
        }

        var signer = new Signer(words[0].Trim('"'), SshHostKey.Parse(words[at], words[at + 1]), null, null, null);
        return at == 1 ? signer : Options(signer, words[1], line);
    }

    static Signer Options(Signer signer, string options, string line)
    {
        // A comma within quotes is the value's.
        foreach (var option in string.Concat(options.Split('"').Select((part, i) => i % 2 == 0 ? part.Replace(',', '\n') : part)).Split('\n'))
        {
            var value = option[(option.IndexOf('=', StringComparison.Ordinal) + 1)..];
            signer = option.Split('=')[0] switch
            {
                "namespaces" => signer with { Namespaces = value.Split(',') },
                "valid-after" => signer with { After = Time(value, line) },
                "valid-before" => signer with { Before = Time(value, line) },
                _ => throw Bad(line), // cert-authority too: an option that is not understood must not be passed over
            };
        }

        return signer;
    }

    // YYYYMMDD[HHMM[SS]][Z]; without the Z it would be the zone of whoever reads it: it is UTC here.
    static DateTimeOffset Time(string text, string line) =>
        DateTimeOffset.TryParseExact(text.TrimEnd('Z'), ["yyyyMMdd", "yyyyMMddHHmm", "yyyyMMddHHmmss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : throw Bad(line);

    static MalformedInputException Bad(string line) => new("ssh.allowed-signers", $"'{(line.Length > 60 ? line[..60] + "..." : line)}' is no line of allowed signers that is understood.");

    sealed record Signer(string Name, SshHostKey Key, string[]? Namespaces, DateTimeOffset? After, DateTimeOffset? Before);
}
