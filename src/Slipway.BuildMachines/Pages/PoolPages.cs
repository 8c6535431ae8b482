using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Api;
using Slipway.BuildMachines.Reports;
using Slipway.Platform.Auth;
using Slipway.Platform.Pages;

namespace Slipway.BuildMachines.Pages;

/// <summary>Pools and their machines to look at, for admins; to everybody else they are not there.</summary>
static class PoolPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/-").ExcludeFromDescription();
        pages.MapGet("/pools", List);
        pages.MapGet("/pools/{name}", Show);
        pages.MapGet("/queue", Queue);
        pages.MapGet("/machines/{id}", Machine);
    }

    static async Task<IResult> List(ProjectScope scope, PoolReports reports, PageFrame frame, CancellationToken ct) => scope.Caller.MayEverywhere(Scope.Admin)
        ? frame.Show<PoolListPage>("Pools", new(StringComparer.Ordinal) { ["Pools"] = await reports.ListAsync(ct) })
        : TypedResults.NotFound();

    static async Task<IResult> Queue(ProjectScope scope, QueueReport queue, PageFrame frame, CancellationToken ct) => scope.Caller.MayEverywhere(Scope.Admin)
        ? frame.Show<QueuePage>("Queue", new(StringComparer.Ordinal) { ["Waiting"] = await queue.ListAsync(ct) })
        : TypedResults.NotFound();

    static async Task<IResult> Show(string name, ProjectScope scope, PoolReports reports, PageFrame frame, CancellationToken ct) =>
        scope.Caller.MayEverywhere(Scope.Admin) && await reports.FindAsync(name, ct) is { } pool
            ? frame.Show<PoolShowPage>($"Pool {name}", new(StringComparer.Ordinal) { ["Detail"] = pool })
            : TypedResults.NotFound();

    static async Task<IResult> Machine(string id, ProjectScope scope, PoolReports reports, PageFrame frame, CancellationToken ct) =>
        scope.Caller.MayEverywhere(Scope.Admin) && await reports.MachineAsync(id, ct) is { } machine
            ? frame.Show<MachinePage>($"Machine {id}", new(StringComparer.Ordinal) { ["Detail"] = machine })
            : TypedResults.NotFound();
}
