namespace Slipway.Server;

/// <summary>What an instance is started with: <c>--data DIR</c>, <c>--urls URL</c>, <c>--first-repository OWNER/NAME</c>, or the same from SLIPWAY_DATA, ...</summary>
sealed record Instance(string Data, string Urls, string FirstRepository)
{
    public static Dictionary<string, string> Switches { get; } = new(StringComparer.Ordinal)
    {
        ["--data"] = "Data",
        ["--urls"] = "Urls",
        ["--first-repository"] = "FirstRepository",
        ["--public-url"] = "Server:PublicUrl",
    };

    public static Instance Of(IConfiguration configuration) => new(
        configuration["Data"] ?? "data",
        configuration["Urls"] ?? "http://127.0.0.1:8880",
        configuration["FirstRepository"] ?? "team/packages");
}
