using System.Security.Cryptography;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Tests.Sites;
using Slipway.DependencyUpdates.Verification;
using Slipway.DependencyUpdates.Verification.Ledgers;
using Slipway.Testing;

namespace Slipway.DependencyUpdates.Tests.Verification;

public sealed class ArchiveCheckTests : IDisposable
{
    readonly Site _site = new();
    readonly TempFolder _folder = new();
    readonly Ledger _ledger = new();
    readonly byte[] _archive = RandomNumberGenerator.GetBytes(300_000);

    string Sha256 => Convert.ToHexStringLower(SHA256.HashData(_archive));

    Uri Address => new(_site.Url + "/dist/thing-1.2.tar.gz");

    public ArchiveCheckTests() => _site.Page("/dist/thing-1.2.tar.gz", _ => new(200, _archive, "application/gzip"));

    public void Dispose()
    {
        _site.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/dist/thing-1.2.tar.gz.sha256", "{0}")]
    [InlineData("/dist/thing-1.2.tar.gz.sha256sum", "{0}  ./thing-1.2.tar.gz\n")]
    [InlineData("/dist/SHA256SUMS", "0000000000000000000000000000000000000000000000000000000000000000  other.tar.gz\n{0} *thing-1.2.tar.gz\n")]
    [InlineData("/dist/sha256sums.txt", "SHA256 (thing-1.2.tar.gz) = {0}\n")]
    public async Task The_digest_is_computed_and_agrees_with_what_upstream_publishes(string path, string text)
    {
        _site.Page(path, string.Format(text, Sha256), "text/plain");
        var computed = (await CheckAsync(new(Address) { Algorithms = ["sha512"] })).ShouldBeOfType<ChecksumOutcome.Computed>();
        computed.Sha256.ShouldBe(Sha256);
        computed.Digests["sha512"].ShouldBe(Convert.ToHexStringLower(SHA512.HashData(_archive)));
        computed.Size.ShouldBe(_archive.Length);
        computed.Evidence.ShouldHaveSingleItem().ShouldBe(new ChecksumEvidence("sums-file", _site.Url + path));
    }

    [Fact]
    public async Task What_upstream_publishes_otherwise_is_an_alarm_and_leaves_no_file()
    {
        _site.Page("/dist/SHA256SUMS", new string('0', 64) + "  thing-1.2.tar.gz\n", "text/plain");
        (await CheckAsync(new(Address) { KeepAt = _folder["kept"] })).ShouldBeOfType<ChecksumOutcome.Alarm>().Code.ShouldBe("deps.checksum-mismatch");
        File.Exists(_folder["kept"]).ShouldBeFalse();
        (await CheckAsync(new(Address) { Published = new("sha512", new string('0', 128), "npm dist.integrity") })).ShouldBeOfType<ChecksumOutcome.Alarm>().Reason.ShouldContain("npm dist.integrity");
    }

    [Fact]
    public async Task An_archive_that_changed_since_it_was_seen_is_an_alarm()
    {
        (await CheckAsync(new(Address))).ShouldBeOfType<ChecksumOutcome.Computed>().Evidence.ShouldBeEmpty();
        _archive[0] ^= 1;
        (await CheckAsync(new(Address))).ShouldBeOfType<ChecksumOutcome.Alarm>().Code.ShouldBe("deps.archive-changed");
    }

    [Fact]
    public async Task A_second_source_must_have_the_same_bytes()
    {
        using var mirror = new Site().Page("/thing.tar.gz", _archive);
        var same = await CheckAsync(new(Address) { SecondSource = new(mirror.Url + "/thing.tar.gz") });
        same.ShouldBeOfType<ChecksumOutcome.Computed>().Evidence.ShouldHaveSingleItem().Kind.ShouldBe("second-source");
        mirror.Page("/thing.tar.gz", _archive[..^1]);
        (await CheckAsync(new(Address) { SecondSource = new(mirror.Url + "/thing.tar.gz") })).ShouldBeOfType<ChecksumOutcome.Alarm>().Code.ShouldBe("deps.checksum-mismatch");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_a_key_the_archive_or_its_sums_must_be_signed_by_it(bool sums)
    {
        var signed = sums ? System.Text.Encoding.ASCII.GetBytes($"{Sha256}  thing-1.2.tar.gz\n") : _archive;
        using var upstream = await UpstreamKey.MakeAsync();
        using var stranger = await UpstreamKey.MakeAsync();
        var (key, other) = (upstream.Armored, stranger.Armored);
        (await CheckAsync(new(Address) { Keys = [key] })).ShouldBeOfType<ChecksumOutcome.Alarm>().Code.ShouldBe("deps.bad-signature");

        if (sums) _site.Page("/dist/SHA256SUMS", signed, "text/plain");
        _site.Page(sums ? "/dist/SHA256SUMS.gpg" : "/dist/thing-1.2.tar.gz.sig", await upstream.SignAsync(signed));
        (await CheckAsync(new(Address) { Keys = [other, key] })).ShouldBeOfType<ChecksumOutcome.Computed>().Evidence.ShouldContain(evidence => evidence.Kind == "signature");
        (await CheckAsync(new(Address) { Keys = [other] })).ShouldBeOfType<ChecksumOutcome.Alarm>().Code.ShouldBe("deps.bad-signature");
    }

    [Fact]
    public async Task Signed_sums_count_only_for_the_archive_that_they_name_with_a_strong_digest()
    {
        using var upstream = await UpstreamKey.MakeAsync();
        var md5 = Convert.ToHexStringLower(MD5.HashData(_archive));
        var question = new ArchiveQuestion(Address) { Keys = [upstream.Armored] };
        _site.Page("/dist/SHA256SUMS", await upstream.ClearSignAsync(System.Text.Encoding.ASCII.GetBytes($"{Sha256}  other.tar.gz\n{md5}  thing-1.2.tar.gz\n")), "text/plain");
        (await CheckAsync(question)).ShouldBeOfType<ChecksumOutcome.Alarm>().Code.ShouldBe("deps.bad-signature");
        _site.Page("/dist/SHA256SUMS", await upstream.ClearSignAsync(System.Text.Encoding.ASCII.GetBytes($"{Sha256}  thing-1.2.tar.gz\n")), "text/plain");
        (await CheckAsync(question)).ShouldBeOfType<ChecksumOutcome.Computed>().Evidence.ShouldContain(evidence => evidence.Kind == "signature");
    }

    [Fact]
    public async Task Bytes_that_a_server_calls_a_transfers_coding_are_hashed_as_they_are()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(_archive);
        _site.Page("/dist/thing-1.2.tar.gz", _ => new(200, packed.ToArray(), "application/x-tar", new() { ["Content-Encoding"] = "gzip" }));
        (await CheckAsync(new(Address))).ShouldBeOfType<ChecksumOutcome.Computed>().Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(packed.ToArray())));
    }

    [Fact]
    public async Task A_download_that_is_missing_or_too_large_fails_and_leaves_no_file()
    {
        (await CheckAsync(new(new Uri(_site.Url + "/none.tar.gz")))).ShouldBeOfType<ChecksumOutcome.Failed>().Code.ShouldBe("deps.source-not-found");
        (await CheckAsync(new(Address) { MaxBytes = 1000, KeepAt = _folder["kept"] })).ShouldBeOfType<ChecksumOutcome.Failed>().Code.ShouldBe("deps.source-too-large");
        File.Exists(_folder["kept"]).ShouldBeFalse();
    }

    async Task<ChecksumOutcome> CheckAsync(ArchiveQuestion question)
    {
        using var checks = new ArchiveChecks(new SourceOptions(), _ledger, TimeProvider.System);
        return await checks.ComputeAsync(question, TestContext.Current.CancellationToken);
    }
}
