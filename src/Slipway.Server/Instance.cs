using System.Globalization;

namespace Slipway.Server;

/// <summary>What an instance is started with: <c>--data DIR</c>, <c>--urls URL</c>, <c>--first-repository OWNER/NAME</c>, or the same from SLIPWAY_DATA, ...</summary>
/// <param name="TakeOver">How long to wait for a server that still runs on the data folder to end; zero: not at all; null: what was said is no number of seconds.</param>
sealed record Instance(string Data, string Urls, string FirstRepository, TimeSpan? TakeOver)
{
    public static Dictionary<string, string> Switches { get; } = new(StringComparer.Ordinal)
    {
        ["--data"] = "Data",
        ["--urls"] = "Urls",
        ["--first-repository"] = "FirstRepository",
        ["--take-over"] = "TakeOver",
        ["--public-url"] = "Server:PublicUrl",
    };

    public static Instance Of(IConfiguration configuration) => new(
        configuration["Data"] ?? "data",
        configuration["Urls"] ?? "http://127.0.0.1:8880",
        configuration["FirstRepository"] ?? "team/packages",
        TakeOverOf(configuration["TakeOver"]));

    static TimeSpan? TakeOverOf(string? seconds) => seconds is null ? TimeSpan.Zero
        : int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 3600 ? TimeSpan.FromSeconds(number)
        : null;
}
