using System.Net;
using Slipway.KnownHosts.Dns;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Sources;

/// <summary>The sources of one run, each page and each zone's keys asked for once.</summary>
sealed class SourceSet(Policy policy, PolicyFiles files, Func<IPAddress, bool>? mayConnect, TimeProvider time)
{
    readonly Dictionary<SourceSetting, IEvidenceSource> made = [];
    readonly Lazy<DnsValidator> dns = new(() => new DnsValidator(DnsResolver.Of(policy.Resolver, mayConnect), policy.TrustAnchors, time));

    /// <exception cref="KnownHostsException">A setting can't be used.</exception>
    public IReadOnlyList<IEvidenceSource> For(HostAddress host) => [.. policy.For(host).Sources.Where(setting => setting.Kind != "ca").Select(Of)];

    IEvidenceSource Of(SourceSetting setting)
    {
        lock (made)
        {
            return made.TryGetValue(setting, out var source) ? source : made[setting] = Make(setting);
        }
    }

    IEvidenceSource Make(SourceSetting setting) => setting.Kind switch
    {
        "github" => List(setting, new Uri(setting.Url ?? "https://api.github.com/meta"), whole: true, (bytes, _) => ListForms.GitHub(bytes)),
        "gitlab" => List(setting, Url(setting), setting.Whole, (bytes, _) => ListForms.Page(bytes)),
        "list" => List(setting, Url(setting), setting.Whole, ListForms.KnownHosts),
        "sshfp" => new SshfpSource(dns),
        "statement" when setting.Signers is { } signers => Statement(setting, signers),
        _ => throw new KnownHostsException("policy.malformed", $"A source of the kind '{setting.Kind}' is not known, or lacks what it needs: github, gitlab, list (url), sshfp, ca (authority), statement (url or file, signers)."),
    };

    PublishedListSource List(SourceSetting setting, Uri url, bool whole, Func<byte[], HostAddress, IReadOnlySet<string>> read) =>
        new(Page(setting, url), url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped), whole, read);

    StatementSource Statement(SourceSetting setting, string signers) => setting.File is { } file
        ? new StatementSource(file, (end, ct) => files.ReadAsync(file + end, ct), ct => files.ReadAsync(signers, ct), time)
        : new StatementSource(Url(setting).AbsoluteUri, (end, ct) => Page(setting, new Uri(Url(setting).AbsoluteUri + end)).ReadAsync(ct), ct => files.ReadAsync(signers, ct), time);

    WebPage Page(SourceSetting setting, Uri url) => new(url, setting.Certificates is { } certificates ? ct => files.ReadAsync(certificates, ct) : null, mayConnect);

    static Uri Url(SourceSetting setting) => Uri.TryCreate(setting.Url, UriKind.Absolute, out var url) ? url : throw new KnownHostsException("policy.malformed", $"A source of the kind '{setting.Kind}' needs its url.");
}
