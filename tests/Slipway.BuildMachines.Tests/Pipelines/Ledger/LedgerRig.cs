using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Adapters.Sqlite;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Queue;
using Slipway.Contracts.BuildMachines;
using Slipway.Pipelines;
using Slipway.Pipelines.Jobs;
using Slipway.Platform;
using Slipway.Platform.Database;
using Slipway.Testing;
using IConfigurationSource = Slipway.Pipelines.IConfigurationSource;

namespace Slipway.BuildMachines.Tests.Pipelines.Ledger;

/// <summary>The ledger on the real database, without a server around it.</summary>
sealed class LedgerRig : IAsyncDisposable
{
    readonly TempFolder folder = new();
    readonly ServiceProvider services;
    readonly LiveAttempts attempts;

    LedgerRig()
    {
        var data = DataFolder.Open(folder["data"]);
        services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddLogging().AddMetrics()
            .AddPlatform(data).AddSqlite(data).AddBuildMachines().BuildServiceProvider();
        (File, attempts) = (data.Database, services.GetRequiredService<LiveAttempts>());
    }

    public string File { get; }

    public PipelineControl Control => services.GetRequiredService<PipelineControl>();

    public static async Task<LedgerRig> StartAsync()
    {
        var rig = new LedgerRig();
        await using var db = await rig.OpenAsync();
        await db.Database.EnsureCreatedAsync();
        return rig;
    }

    public Task<SlipwayDb> OpenAsync() => services.GetRequiredService<IDbContextFactory<SlipwayDb>>().CreateDbContextAsync();

    public async Task<long> MakeAsync(string yaml)
    {
        var context = new CompileContext { Entry = new ConfigurationEntry.Text("test.yml", yaml), Ref = "main", RefKind = RefKind.Branch, Source = "push" };
        var compiled = (await PipelineCompiler.CompileAsync(new NoFiles(), context, TestContext.Current.CancellationToken)).ShouldBeOfType<CompileResult.Compiled>().Pipeline;
        var draft = new Pipeline
        {
            ProjectId = 1, Number = 0, Key = Guid.NewGuid().ToString(), FullRef = "refs/heads/main", Ref = "main", RefKind = RefKind.Branch, Commit = new string('a', 40), Source = "push",
            By = "ada", Protected = false, Stages = [.. compiled.Stages], Facts = "{}", CreatedAt = TimeProvider.System.GetUtcNow(), CancelOnJobFailure = compiled.AutoCancel.OnJobFailure,
        };
        return (await services.GetRequiredService<PipelineWriter>().WriteAsync(draft, compiled, TestContext.Current.CancellationToken)).Id;
    }

    public async Task<(Pipeline Pipeline, List<Job> Jobs)> LoadAsync(long pipeline)
    {
        await using var db = await OpenAsync();
        return (
            await db.Set<Pipeline>().AsNoTracking().SingleAsync(row => row.Id == pipeline),
            await db.Set<Job>().AsNoTracking().Where(job => job.PipelineId == pipeline && !job.Superseded).OrderBy(job => job.Id).ToListAsync());
    }

    public Task RunAsync(long job) => ChangeAsync(job, (book, row) =>
    {
        (row.State, row.StartedAt) = (JobState.Running, book.Now);
        return Task.CompletedTask;
    });

    public Task SucceedAsync(long job) => ChangeAsync(job, (book, row) => JobEnding.SucceedAsync(book, row, attempts));

    public Task FailAsync(long job) => ChangeAsync(job, (book, row) => JobEnding.FailAsync(book, row, FailureReason.Script, 1, attempts));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Dispose();
    }

    Task ChangeAsync(long id, Func<PipelineBook, Job, Task> change) => services.GetRequiredService<PipelineLedger>().ChangeJobAsync<PipelineBook>(
        id,
        async (book, job) =>
        {
            await change(book, job);
            return book;
        },
        TestContext.Current.CancellationToken);

    sealed class NoFiles : IConfigurationSource
    {
        public ValueTask<string?> ReadAsync(string path, int maxBytes, CancellationToken ct) => ValueTask.FromResult<string?>(null);

        public ValueTask<IReadOnlyList<string>> FilesAsync(CancellationToken ct) => ValueTask.FromResult<IReadOnlyList<string>>([]);

        public ValueTask<string?> ContentIdAsync(string path, CancellationToken ct) => ValueTask.FromResult<string?>(null);

        public ValueTask<ChangedFiles> ChangedAsync(string? compareTo, CancellationToken ct) => ValueTask.FromResult<ChangedFiles>(new ChangedFiles.All());

        public ValueTask<IConfigurationSource?> OpenProjectAsync(string project, string? revision, CancellationToken ct) => ValueTask.FromResult<IConfigurationSource?>(null);
    }
}
