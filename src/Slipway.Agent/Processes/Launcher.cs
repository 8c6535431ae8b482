using System.Collections.Concurrent;
using System.Diagnostics;

namespace Slipway.Agent.Processes;

/// <summary>
/// Starts processes from one thread that lives as long as the runner. A child that asks to die with its parent
/// (bwrap --die-with-parent) dies with the thread that started it, and threads of the pool come and go.
/// </summary>
static class Launcher
{
    static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> s_orders = [];

    static Launcher() => new Thread(Work) { IsBackground = true, Name = "launcher" }.Start();

    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        s_orders.Add((start, started));
        return started.Task;
    }

    static void Work()
    {
        foreach (var (start, started) in s_orders.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception refused) when (refused is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
            {
                started.SetException(refused);
            }
        }
    }
}
