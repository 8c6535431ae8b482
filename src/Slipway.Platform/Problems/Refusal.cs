using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Slipway.Platform.Problems;

/// <summary>RFC 9457 answers with our codes.</summary>
public static class Refusal
{
    /// <param name="detail">Names the thing and says the remedy.</param>
    /// <param name="code">A finer code than the table's, where a format's own error has one.</param>
    public static ProblemHttpResult Of(ProblemCode problem, string detail, string? code = null) => TypedResults.Problem(
        detail,
        statusCode: problem.Status,
        title: problem.Title,
        type: "about:blank",
        extensions: [new("code", code ?? problem.Code)]);
}
