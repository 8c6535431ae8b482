using System.Globalization;
using System.Text;
using Slipway.Formats;
using Slipway.Formats.Ssh;
using Slipway.KnownHosts.File;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Sources;

/// <summary>
/// A known_hosts file that somebody signed: <c>ssh-keygen -Y sign -n known-hosts@slipway -f KEY FILE</c>, with FILE.sig beside it. A line
/// <c># expires: 2027-01-01</c> in it ends it.
/// </summary>
sealed class StatementSource(string name, Func<string, CancellationToken, Task<byte[]>> read, Func<CancellationToken, Task<byte[]>> signers, TimeProvider time) : IEvidenceSource
{
    public const string Namespace = "known-hosts@slipway";
    const string Expires = "# expires:";

    public async Task<Testimony> AskAsync(HostAddress host, CancellationToken ct)
    {
        try
        {
            var (statement, signature) = (await read("", ct), await read(".sig", ct));
            var allowed = AllowedSigners.Parse(Encoding.UTF8.GetString(await signers(ct)));
            var signed = SshSignedFile.Parse(Encoding.Latin1.GetString(signature));
            var now = time.GetUtcNow();
            if (allowed.WhoSigned(signed, statement, Namespace, now) is not { } who)
            {
                return Silent("It is signed by nobody who may, or not at all.");
            }

            return Ended(statement, now)
                ? Silent("It has expired.")
                : new Testimony(EvidenceClass.SignedStatement, $"{name}, signed by {who}", KnownHostsFile.Parse(statement).For(host).Select(entry => entry.Key?.Fingerprint).OfType<string>().ToHashSet(StringComparer.Ordinal));
        }
        catch (Exception silent) when (silent is KnownHostsException or MalformedInputException)
        {
            return Silent(silent.Message);
        }
    }

    Testimony Silent(string why) => Testimony.Silent(EvidenceClass.SignedStatement, name, why);

    static bool Ended(byte[] statement, DateTimeOffset now) => Encoding.UTF8.GetString(statement).Split('\n').Where(line => line.StartsWith(Expires, StringComparison.Ordinal))
        .Any(line => !DateTimeOffset.TryParse(line[Expires.Length..].Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) || now >= end);
}
