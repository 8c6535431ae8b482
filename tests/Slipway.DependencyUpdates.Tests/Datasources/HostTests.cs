using System.Text;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Tests.Sites;
using Slipway.Testing;

namespace Slipway.DependencyUpdates.Tests.Datasources;

/// <summary>What hosts do to us, and what they may not do to others.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task A_host_that_never_answers_fails_its_own_components_with_the_reason_and_no_other()
    {
        using var silent = new SilentHost();
        using var site = new Site().Page("/good", """{"versions":{"1.0.0":{}}}""");
        using var lookups = new Lookups(new SourceOptions { RequestTimeout = TimeSpan.FromSeconds(1), RequestsPerHost = 2 }, TimeProvider.System);
        var queries = Enumerable.Range(0, 12).Select(i => new DatasourceQuery(DatasourceNames.Npm, $"p{i}", silent.Url)).Append(new(DatasourceNames.Npm, "good", site.Url)).ToList();
        var outcomes = await lookups.AskAsync(queries, TestContext.Current.CancellationToken);
        outcomes.Values.OfType<LookupOutcome.Found>().Count().ShouldBe(1);
        outcomes.Values.OfType<LookupOutcome.Failed>().Select(failed => failed.Code).Distinct().ShouldBe(["deps.source-timeout"]);
        outcomes.Values.OfType<LookupOutcome.Failed>().First().Reason.ShouldContain(new Uri(silent.Url).Authority);
    }

    [Fact]
    public async Task What_has_not_changed_is_asked_for_conditionally_and_read_from_the_cache()
    {
        using var folder = new TempFolder();
        using var site = new Site().Page("/p", """{"versions":{"1.0.0":{}}}""");
        var options = new SourceOptions { CacheFolder = folder["cache"] };
        var query = new DatasourceQuery(DatasourceNames.Npm, "p", site.Url);
        var cold = await Asking.FindAsync(query, options);
        var warm = await Asking.FindAsync(query, options);
        warm.Releases.ShouldBe(cold.Releases);
        site.NotModified.Count.ShouldBe(1);
        site.Page("/p", """{"versions":{"1.0.0":{},"1.1.0":{}}}""");
        (await Asking.FindAsync(query, options)).Releases.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_that_is_young_enough_is_taken_without_asking_and_an_older_one_is_not()
    {
        using var folder = new TempFolder();
        using var site = new Site().Page("/p", _ => new(200, Encoding.UTF8.GetBytes("""{"versions":{"1.0.0":{}}}"""), "application/json", Tagged: false));
        var options = new SourceOptions { CacheFolder = folder["cache"], FreshFor = TimeSpan.FromMinutes(5) };
        var (query, clock) = (new DatasourceQuery(DatasourceNames.Npm, "p", site.Url), new Updates.Clock());
        foreach (var (passed, asked) in new[] { (0, 1), (4, 1), (2, 2) })
        {
            clock.Pass(TimeSpan.FromMinutes(passed));
            using var lookups = new Lookups(options, clock);
            (await lookups.AskAsync(query, TestContext.Current.CancellationToken)).ShouldBeOfType<LookupOutcome.Found>().Releases.Count.ShouldBe(1);
            site.Requests.Count.ShouldBe(asked);
        }
    }

    [Fact]
    public async Task Pages_that_are_known_are_asked_for_at_once_and_one_that_is_new_is_found_all_the_same()
    {
        using var folder = new TempFolder();
        using var site = new Site();
        var (open, most) = (0, 0);
        void Serve(int last)
        {
            for (var page = 0; page <= last; page++)
            {
                var (number, next) = (page, page == last ? null : $"</v2/x/y/tags/list?n=1000&last={page + 1}>; rel=\"next\"");
                site.Page($"/v2/x/y/tags/list?n=1000{(page == 0 ? "" : $"&last={page}")}", _ =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref open));
                    Thread.Sleep(20);
                    Interlocked.Decrement(ref open);
                    return new(200, Encoding.UTF8.GetBytes($$"""{"tags":["1.0.{{number}}"]}"""), "application/json", next is null ? null : new() { ["Link"] = next });
                });
            }
        }

        var options = new SourceOptions { CacheFolder = folder["cache"] };
        var query = new DatasourceQuery(DatasourceNames.Oci, $"{new Uri(site.Url).Authority}/x/y");
        Serve(9);
        (await Asking.FindAsync(query, options)).Releases.Count.ShouldBe(10);
        most.ShouldBe(1);
        Serve(10);
        (await Asking.FindAsync(query, options)).Releases.Count.ShouldBe(11);
        most.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_damaged_cache_is_as_none()
    {
        using var folder = new TempFolder();
        using var site = new Site().Page("/p", """{"versions":{"1.0.0":{}}}""");
        var options = new SourceOptions { CacheFolder = folder["cache"] };
        await Asking.FindAsync(new(DatasourceNames.Npm, "p", site.Url), options);
        var file = Directory.GetFiles(folder["cache"]).ShouldHaveSingleItem();
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file))[..^5]);
        (await Asking.FindAsync(new(DatasourceNames.Npm, "p", site.Url), options)).Releases.Count.ShouldBe(1);
        site.NotModified.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_host_that_asks_to_wait_is_given_its_time()
    {
        var asked = 0;
        using var site = new Site().Page("/p", _ => Interlocked.Increment(ref asked) == 1
            ? new(429, [], "text/plain", new() { ["Retry-After"] = "1" })
            : new(200, Encoding.UTF8.GetBytes("""{"versions":{"1.0.0":{}}}"""), "application/json"));
        (await Asking.FindAsync(new(DatasourceNames.Npm, "p", site.Url))).Releases.Count.ShouldBe(1);
        asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_rate_limit_that_lasts_fails_with_the_reason()
    {
        using var site = new Site().Page("/repos/o/n/tags", _ => new(403, [], "application/json", new() { ["x-ratelimit-remaining"] = "0", ["x-ratelimit-reset"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString() }));
        var failed = await Asking.FailAsync(new(DatasourceNames.GitHubTags, "o/n", site.Url + "/"), new SourceOptions { Registries = new Dictionary<string, string>() });
        failed.Code.ShouldBe("deps.source-not-found");
        site.Page("/api/v3/repos/o/n/tags", _ => new(403, [], "application/json", new() { ["x-ratelimit-remaining"] = "0", ["x-ratelimit-reset"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString() }));
        failed = await Asking.FailAsync(new(DatasourceNames.GitHubTags, "o/n", site.Url));
        failed.Code.ShouldBe("deps.rate-limited");
        failed.Remedy.ShouldContain("token");
    }

    [Fact]
    public async Task A_hundred_and_forty_pages_of_tags_are_read_whole()
    {
        using var site = new Site();
        for (var page = 1; page <= 140; page++)
        {
            var tags = Enumerable.Range((page - 1) * 100, page == 140 ? 37 : 100).Select(i => $$"""{"name":"v1.{{i}}.0","target":"{{i:x40}}","commit":{"id":"{{i:x40}}","created_at":"2024-01-01T00:00:00Z"} }""");
            site.Page($"/api/v4/projects/group%2Fproject/repository/tags?per_page=100&page={page}", $"[{string.Join(',', tags)}]");
        }

        // Pages past the end are empty, as GitLab's are.
        for (var page = 141; page < 160; page++) site.Page($"/api/v4/projects/group%2Fproject/repository/tags?per_page=100&page={page}", "[]");
        var found = await Asking.FindAsync(new(DatasourceNames.GitLabTags, "group/project", site.Url));
        found.Releases.Count.ShouldBe(13_937);
        found.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_credential_goes_to_its_host_and_not_along_a_redirect_to_another()
    {
        using var other = new Site().Page("/p", """{"versions":{"1.0.0":{}}}""");
        using var site = new Site().Page("/p", _ => new(302, [], "text/plain", new() { ["Location"] = other.Url + "/p" }));
        var options = new SourceOptions { Credentials = [new(new Uri(site.Url).Authority, "PRIVATE-TOKEN", "secret")] };
        await Asking.FindAsync(new(DatasourceNames.Npm, "p", site.Url), options);
        site.Requests.ShouldAllBe(request => request.PrivateToken == "secret");
        other.Requests.ShouldHaveSingleItem().PrivateToken.ShouldBeNull();
        options.Credentials[0].ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task Answers_are_bounded()
    {
        using var site = new Site().Page("/p", new byte[3 << 20]);
        (await Asking.FailAsync(new(DatasourceNames.Npm, "p", site.Url), new SourceOptions { MaxAnswerBytes = 2 << 20 })).Code.ShouldBe("deps.source-too-large");
    }

    [Fact]
    public async Task Addresses_that_are_not_allowed_are_not_connected_to()
    {
        using var site = new Site().Page("/p", "{}");
        (await Asking.FailAsync(new(DatasourceNames.Npm, "p", site.Url), new SourceOptions { MayConnect = _ => false })).Code.ShouldBe("deps.address-refused");
        site.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public async Task What_is_not_the_format_fails_with_the_reason(string body)
    {
        using var site = new Site().Page("/p", body);
        (await Asking.FailAsync(new(DatasourceNames.Npm, "p", site.Url))).Code.ShouldBe("deps.source-malformed");
    }
}
