using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Slipway.PackageServer.Publications;

namespace Slipway.PackageServer.Tests.Publications;

/// <summary>apt ignores a Release that is older than the one it has, so the date that clients saw is the one that the next is held against.</summary>
public sealed class PublicationDateTests
{
    [Fact]
    public async Task The_date_that_is_kept_is_the_one_in_the_release_even_when_the_second_changes_meanwhile()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        await using var own = await OwnServices.CreateAsync(time);

        await own.RefreshAsync();

        var release = Encoding.UTF8.GetString(own.Line.Current.Find("Release")!.Document!);
        var date = release.Split('\n').Single(field => field.StartsWith("Date: ", StringComparison.Ordinal))["Date: ".Length..];
        var kept = await own.Db.Set<Generation>().Select(generation => generation.CreatedAt).SingleAsync();
        kept.ShouldBe(DateTimeOffset.Parse(date.Replace("UTC", "+00:00", StringComparison.Ordinal), CultureInfo.InvariantCulture));
    }
}
