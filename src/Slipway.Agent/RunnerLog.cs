namespace Slipway.Agent;

/// <summary>What the operator sees on standard output: a line for each thing that happens.</summary>
static class RunnerLog
{
    public static void Write(string what) =>
        Console.Out.WriteLine($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'} {new string([.. what.Select(c => char.IsControl(c) ? ' ' : c)])}");
}
