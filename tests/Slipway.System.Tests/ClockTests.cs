using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.System.Tests.Clients;
using Slipway.Testing;

namespace Slipway.System.Tests;

/// <summary>Clocks that are wrong: a client's, and the server's own.</summary>
public sealed partial class ClockTests(SharedServer shared)
{
    const string Bookworm = "debian/bookworm";

    // The loader puts the machine's library folder in place of $LIB.
    const string FakeTime = "/usr/$LIB/faketime/libfaketime.so.1";

    [Fact]
    public async Task Apt_on_a_machine_whose_clock_is_thirty_seconds_behind_accepts_what_was_just_published()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server);
        await repository.PushAsync(Bookworm, Samples.Deb("1.0"));
        using var late = await AptClient.OfAsync(repository, Bookworm, Shift("-30s"));
        await late.RefreshAsync().ShouldSucceedAsync();

        // That the shift is real: a day behind, apt refuses.
        using var yesterday = await AptClient.OfAsync(repository, Bookworm, Shift("-1d"));
        await yesterday.RefreshAsync().ShouldFailAsync("not valid yet");
    }

    [Fact]
    public async Task The_date_of_a_release_never_goes_back_when_the_servers_clock_does()
    {
        using var folder = new TempFolder();
        var data = folder["data"];
        var before = await PublishAsync(data, "1.0", Shift("+2h"));
        var after = await PublishAsync(data, "2.0", Shift("+0s"));
        after.ShouldBeGreaterThanOrEqualTo(before);
    }

    static async Task<DateTimeOffset> PublishAsync(string data, string version, Dictionary<string, string?> environment)
    {
        await using var server = await ServerProcess.StartAsync(data, environment);
        using var http = server.Client(Token(data, server));
        var package = Samples.Deb(version);
        using var answer = await http.PostAsync(
            $"/api/v2/repositories/team/packages/packages/{Bookworm}", new MultipartFormDataContent { { new ByteArrayContent(package.Build()), "file", package.FileName } });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        var release = await http.GetStringAsync("/team/packages/debian/dists/bookworm/Release");
        return DateTimeOffset.Parse(DatePattern().Match(release).Groups[1].Value.Replace("UTC", "+00:00"), CultureInfo.InvariantCulture);
    }

    /// <summary>Told at the first start only; kept beside the data for the next.</summary>
    static string Token(string data, ServerProcess server)
    {
        var file = data + ".token";
        if (server.Token.Length > 0)
        {
            File.WriteAllText(file, server.Token);
        }

        return File.ReadAllText(file);
    }

    static Dictionary<string, string?> Shift(string by) =>
        new() { ["LD_PRELOAD"] = FakeTime, ["FAKETIME"] = by, ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1", ["DONT_FAKE_MONOTONIC"] = "1" };

    [GeneratedRegex("^Date: (.*)$", RegexOptions.Multiline, 1000)]
    private static partial Regex DatePattern();
}
