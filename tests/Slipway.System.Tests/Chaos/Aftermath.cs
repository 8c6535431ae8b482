using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Slipway.System.Tests.Clients;

namespace Slipway.System.Tests.Chaos;

/// <summary>What must be true when all is quiet again.</summary>
static partial class Aftermath
{
    public static async Task ShouldHoldAllAsync(this TestRepository repository, Pushers pushers)
    {
        var listed = (await repository.ListAsync(Pushers.Debian)).Concat(await repository.ListAsync(Pushers.El)).ToList();
        listed.Select(package => (package.Distribution, package.Filename)).ShouldBeUnique();
        listed.Select(package => $"{package.Distribution} {package.Filename} {package.Sha256}").Order(StringComparer.Ordinal)
            .ShouldBe(pushers.Answered.Select(push => $"{push.Key.Distribution} {push.Key.Filename} {push.Value}").Order(StringComparer.Ordinal));

        (await DebianIndexAsync(repository)).ShouldBe(FilesOf(pushers, Pushers.Debian));
        (await RpmIndexAsync(repository)).ShouldBe(FilesOf(pushers, Pushers.El));
        using var http = repository.Server.Client();
        await Parallel.ForEachAsync(listed, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (package, ct) =>
            Convert.ToHexStringLower(SHA256.HashData(await http.GetByteArrayAsync(new Uri(package.Url), ct))).ShouldBe(package.Sha256));
    }

    /// <summary>After a start nothing is left of what was never answered.</summary>
    public static void ShouldHaveAnEmptyStage(string data) => Directory.GetFileSystemEntries(Path.Combine(data, "staging")).ShouldBeEmpty();

    static IEnumerable<string> FilesOf(Pushers pushers, string distribution) =>
        pushers.Answered.Keys.Where(push => push.Distribution == distribution).Select(push => push.Filename).Order(StringComparer.Ordinal);

    static async Task<IEnumerable<string>> DebianIndexAsync(TestRepository repository)
    {
        using var apt = await AptClient.OfAsync(repository, Pushers.Debian);
        (await apt.RefreshAsync()).ShouldSucceed();
        return Names(FilenamePattern(), await apt.IndexAsync("Packages"));
    }

    static async Task<IEnumerable<string>> RpmIndexAsync(TestRepository repository)
    {
        using var dnf = await DnfClient.OfAsync(repository, Pushers.El);
        (await dnf.RefreshAsync()).ShouldSucceed();
        return (await dnf.AvailableAsync("--showduplicates")).Select(name => name + ".rpm").Order(StringComparer.Ordinal);
    }

    static IEnumerable<string> Names(Regex pattern, string text) => pattern.Matches(text).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);

    [GeneratedRegex("^Filename: .*/([^/\n]+)$", RegexOptions.Multiline, 10_000)]
    private static partial Regex FilenamePattern();
}
