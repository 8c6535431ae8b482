using Microsoft.Extensions.Hosting;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Git;

/// <summary>Before the server listens: git's home is written, and every project has a repository.</summary>
sealed class RepositoryStart(GitHome home, ProjectStore projects, RepositoryFolders folders) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        home.Write();
        foreach (var project in await projects.AllAsync(cancellationToken))
        {
            await folders.CreateAsync(project.Id, project.DefaultBranch, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
