using System.Diagnostics;

namespace Slipway.DevInstance.Testing;

/// <summary>For what the server does by itself.</summary>
public static class Waiting
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    /// <exception cref="TimeoutException">It did not come true.</exception>
    public static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        for (var watch = Stopwatch.StartNew(); !await isSo(); await Task.Delay(50))
        {
            if (watch.Elapsed > Longest)
            {
                throw new TimeoutException("It did not come true: " + what);
            }
        }
    }

    public static Task UntilAsync(string what, Func<bool> isSo) => UntilAsync(what, () => Task.FromResult(isSo()));
}
