using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Advisories;

/// <summary>An OSV service: <c>POST /v1/querybatch</c> for the ids, <c>GET /v1/vulns/ID</c> for each record.</summary>
sealed class OsvService(Uri address, SourceClient client)
{
    const int Batch = 500;

    public async Task<AdvisoryOutcome> FindAsync(IReadOnlyList<AdvisoryQuestion> questions, CancellationToken ct)
    {
        var asked = Enumerable.Range(0, questions.Count).Where(i => Ecosystem.Of(questions[i].Datasource) is not null).ToList();
        var found = questions.Select(IReadOnlyList<Advisory> (_) => []).ToArray();
        foreach (var batch in asked.Chunk(Batch))
        {
            var ids = Ids(await client.PostAsync(At("v1/querybatch"), Body(batch.Select(i => questions[i])), ct));
            await Task.WhenAll(batch.Zip(ids).Select(async pair => found[pair.First] = await RecordsAsync(questions[pair.First], pair.Second, ct)));
        }

        return new AdvisoryOutcome.Known(found, asked.Count == questions.Count ? [] : ["The service is not asked about components that are no package of an ecosystem."]);
    }

    /// <summary>The record decides, not the service's word that it matches.</summary>
    async Task<IReadOnlyList<Advisory>> RecordsAsync(AdvisoryQuestion question, IReadOnlyList<string> ids, CancellationToken ct)
    {
        var records = await Task.WhenAll(ids.Select(id => client.GetAsync(At($"v1/vulns/{Uri.EscapeDataString(id)}"), "application/json", ct)));
        return [.. records.Select(record => Match(record.Body, question)).OfType<Advisory>().OrderBy(advisory => advisory.Id, StringComparer.Ordinal)];
    }

    static Advisory? Match(byte[] record, AdvisoryQuestion question)
    {
        using var document = JsonFields.Parse(record);
        return OsvRecord.Match(document.RootElement, question);
    }

    Uri At(string path) => new($"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}");

    static byte[] Body(IEnumerable<AdvisoryQuestion> questions)
    {
        var queries = new JsonArray([.. questions.Select(JsonNode? (question) => new JsonObject
        {
            ["package"] = new JsonObject { ["name"] = question.Package, ["ecosystem"] = Ecosystem.Of(question.Datasource) },
            ["version"] = question.Datasource == Datasources.DatasourceNames.Go ? question.Version.TrimStart('v') : question.Version,
        })]);
        return System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["queries"] = queries }.ToJsonString());
    }

    internal static List<IReadOnlyList<string>> Ids(byte[] json)
    {
        using var document = JsonFields.Parse(json);
        return [.. document.RootElement.Items("results").Select(IReadOnlyList<string> (result) => [.. result.Items("vulns").Select(vuln => vuln.Text("id")).OfType<string>()])];
    }
}
