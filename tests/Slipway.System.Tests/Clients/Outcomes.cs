using Slipway.Testing;

namespace Slipway.System.Tests.Clients;

static class Outcomes
{
    public static string Everything(this ToolResult result) => result.Output + result.Error;

    public static ToolResult ShouldSucceed(this ToolResult result)
    {
        result.ExitCode.ShouldBe(0, result.Everything());
        return result;
    }

    public static async Task<ToolResult> ShouldSucceedAsync(this Task<ToolResult> running) => (await running).ShouldSucceed();

    /// <summary>Fails, and says why in these words.</summary>
    public static async Task<ToolResult> ShouldFailAsync(this Task<ToolResult> running, string words)
    {
        var result = await running;
        result.ExitCode.ShouldNotBe(0, result.Everything());
        result.Everything().ShouldContain(words);
        return result;
    }

}
