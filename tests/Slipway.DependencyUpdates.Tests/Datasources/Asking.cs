using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Tests.Datasources;

static class Asking
{
    public static async Task<LookupOutcome> AskAsync(DatasourceQuery query, SourceOptions? options = null)
    {
        using var lookups = new Lookups(options ?? new SourceOptions(), TimeProvider.System);
        return await lookups.AskAsync(query, TestContext.Current.CancellationToken);
    }

    public static async Task<LookupOutcome.Found> FindAsync(DatasourceQuery query, SourceOptions? options = null)
    {
        var outcome = await AskAsync(query, options);
        return outcome as LookupOutcome.Found ?? throw new ShouldAssertException(outcome.ToString());
    }

    public static async Task<LookupOutcome.Failed> FailAsync(DatasourceQuery query, SourceOptions? options = null) =>
        (await AskAsync(query, options)).ShouldBeOfType<LookupOutcome.Failed>();

    public static Release Of(this LookupOutcome.Found found, string version) => found.Releases.Single(release => release.Version == version);
}
