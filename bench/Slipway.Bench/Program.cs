using System.Globalization;
using Slipway.Bench;
using Slipway.Bench.Measures;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var root = args[0];
var quick = args.Contains("--quick");
var what = args.Skip(1).FirstOrDefault(word => word != "--quick") ?? "all";
var report = new Report();
using var workspace = new Workspace(root, quick ? Sizes.Quick : Sizes.Full);
Console.CancelKeyPress += (_, _) => workspace.Dispose();

(string Name, Func<Workspace, Report, Task> Run)[] measures =
    [("publish", PublishMeasure.RunAsync), ("bulk", BulkMeasure.RunAsync), ("serve", ServeMeasure.RunAsync), ("memory", MemoryMeasure.RunAsync), ("compile", CompileMeasure.RunAsync), ("dispatch", DispatchMeasure.RunAsync), ("warm", WarmMeasure.RunAsync), ("pools", PoolsMeasure.RunAsync), ("deps", DepsMeasure.RunAsync), ("knownhosts", KnownHostsMeasure.RunAsync)];
foreach (var (name, run) in measures.Where(measure => what == "all" || what == measure.Name))
{
    Report.Say($"{name} begins");
    workspace.Begin(name);
    try
    {
        await run(workspace, report);
    }
    catch (Exception failure)
    {
        Report.Say($"{name} failed: {failure}");
        report.Failed(name);
    }
}

return report.Conclude();
