using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Maintenance;

/// <summary>Looks at every repository now and then, one after the other, and tidies those for which it is time.</summary>
sealed partial class MaintenanceWork(
    RepositoryMaintenance maintenance, ProjectStore projects, IOptions<GitOptions> options, TimeProvider time, ILogger<MaintenanceWork> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not in the way of the start.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.MaintenanceSeconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var project in await projects.AllAsync(stoppingToken))
            {
                await TryAsync(project, stoppingToken);
            }
        }
    }

    async Task TryAsync(Project project, CancellationToken ct)
    {
        try
        {
            if (await maintenance.RunAsync(project.Id, ct) is { } done)
            {
                Tidied(project.Path, done);
            }
        }
#pragma warning disable CA1031 // One repository that can't be tidied does not keep the others from it.
        catch (Exception failure) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Failed(failure, project.Path);
        }
    }

    [LoggerMessage(LogLevel.Information, "The repository of {Project} was tidied: {Done}")]
    partial void Tidied(string project, string done);

    [LoggerMessage(LogLevel.Error, "The repository of {Project} could not be tidied; it is tried again")]
    partial void Failed(Exception failure, string project);
}
