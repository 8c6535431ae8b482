using System.Text.Json;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Advisories;

/// <summary>Asks an OSV service, or reads OSV's records from a folder or a zip file.</summary>
/// <param name="source">A URL of the service, or a path.</param>
public sealed class AdvisorySources(string source, SourceOptions options, TimeProvider time)
{
    /// <summary>Never throws for what the source does.</summary>
    public async Task<AdvisoryOutcome> FindAsync(IReadOnlyList<AdvisoryQuestion> questions, CancellationToken ct)
    {
        if (questions.Count == 0) return new AdvisoryOutcome.Known([], []);
        try
        {
            if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                return options.AllowLocalGit
                    ? await new OsvFiles(source).FindAsync(questions, ct)
                    : new AdvisoryOutcome.Failed("deps.query-invalid", "The advisories are a path of this machine.", "Give an OSV service's address.");
            }

            using var client = new SourceClient(options, time);
            return await new OsvService(address, client).FindAsync(questions, ct);
        }
        catch (SourceException failure)
        {
            return new AdvisoryOutcome.Failed(failure.Code, failure.Message, failure.Remedy);
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return new AdvisoryOutcome.Failed("deps.source-malformed", $"The advisories can't be read: {unreadable.Message}", "Give a folder or zip file of OSV records, or an OSV service's address.");
        }
    }
}
