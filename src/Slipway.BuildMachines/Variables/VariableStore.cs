using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Pipelines;
using Slipway.Platform.Database;
using Slipway.Platform.Secrets;

namespace Slipway.BuildMachines.Variables;

/// <summary>The variables of projects and of the instance: sealed in the database and in memory, opened for a job that may have them.</summary>
sealed class VariableStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate, SecretBox box)
{
    volatile IReadOnlyList<Variable> all = [];

    public async Task LoadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        all = await db.Set<Variable>().AsNoTracking().OrderBy(variable => variable.Id).ToListAsync(ct);
    }

    public IReadOnlyList<Variable> Of(long? projectId) => [.. all.Where(variable => variable.ProjectId == projectId).OrderBy(variable => variable.Key).ThenBy(variable => variable.Scope)];

    /// <summary>What a job gets, lowest precedence first: the instance's, the project's; of one key the scope that says more comes later.</summary>
    public IReadOnlyList<OpenVariable> For(long projectId, bool isProtected, string? environment) =>
    [
        .. all.Where(variable => (variable.ProjectId is null || variable.ProjectId == projectId) && (isProtected || !variable.Protected) && IsFor(variable.Scope, environment))
            .OrderBy(variable => variable.ProjectId is null ? 0 : 1).ThenBy(variable => variable.Scope == "*" ? 0 : variable.Scope.Length)
            .Select(variable => new OpenVariable(variable.Key, Open(variable), variable.Masked, variable.File, variable.Raw)),
    ];

    public string Open(Variable variable) => Encoding.UTF8.GetString(box.Unseal(variable.Sealed, Purpose(variable.ProjectId, variable.Key)));

    /// <summary>Those given for one pipeline.</summary>
    public IReadOnlyDictionary<string, string> OfPipeline(Pipeline pipeline) => OpenPairs(pipeline.SealedVariables, PipelinePurpose);

    public byte[]? SealForPipeline(IReadOnlyDictionary<string, string> variables) => SealPairs(variables, PipelinePurpose);

    public byte[]? SealPairs(IReadOnlyDictionary<string, string> variables, string purpose) => variables.Count == 0 ? null
        : box.Seal(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(variables), PipelineFactsJson.Default.DictionaryStringString), purpose);

    public IReadOnlyDictionary<string, string> OpenPairs(byte[]? sealedPairs, string purpose) => sealedPairs is null ? new Dictionary<string, string>()
        : JsonSerializer.Deserialize(box.Unseal(sealedPairs, purpose), PipelineFactsJson.Default.DictionaryStringString)!;

    /// <summary>Makes a variable or changes it.</summary>
    public async Task SetAsync(long? projectId, string key, string value, VariableFlags flags, string by, DateTimeOffset now, CancellationToken ct)
    {
        await gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                var bytes = box.Seal(Encoding.UTF8.GetBytes(value), Purpose(projectId, key));
                var row = await db.Set<Variable>().SingleOrDefaultAsync(variable => variable.ProjectId == projectId && variable.Key == key && variable.Scope == flags.Scope, ct);
                if (row is null)
                {
                    db.Add(row = new Variable { ProjectId = projectId, Key = key, Scope = flags.Scope, Sealed = bytes, ChangedAt = now, ChangedBy = by });
                }

                (row.Sealed, row.Protected, row.Masked, row.File, row.Raw, row.ChangedAt, row.ChangedBy) =
                    (bytes, flags.Protected, flags.Masked, flags.File, flags.Raw, now, by);
                return await db.SaveChangesAsync(CancellationToken.None);
            },
            ct);
        await LoadAsync(CancellationToken.None);
    }

    /// <returns>False where there was none.</returns>
    public async Task<bool> RemoveAsync(long? projectId, string key, string scope, CancellationToken ct)
    {
        var removed = await gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                return await db.Set<Variable>().Where(variable => variable.ProjectId == projectId && variable.Key == key && variable.Scope == scope).ExecuteDeleteAsync(ct);
            },
            ct);
        await LoadAsync(CancellationToken.None);
        return removed > 0;
    }

    /// <summary>All of a project that is deleted.</summary>
    public async Task RemoveAllAsync(long projectId, CancellationToken ct)
    {
        await gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                return await db.Set<Variable>().Where(variable => variable.ProjectId == projectId).ExecuteDeleteAsync(ct);
            },
            ct);
        await LoadAsync(CancellationToken.None);
    }

    const string PipelinePurpose = "pipeline-variables";

    static string Purpose(long? projectId, string key) => $"variable:{projectId}:{key}";

    static bool IsFor(string scope, string? environment) =>
        scope == "*" || (environment is not null && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(scope.Replace("\\", "\\\\", StringComparison.Ordinal), environment, ignoreCase: false));
}

/// <summary>How a variable is given to jobs; see <see cref="Variable"/>.</summary>
sealed record VariableFlags(string Scope, bool Protected, bool Masked, bool File, bool Raw);
