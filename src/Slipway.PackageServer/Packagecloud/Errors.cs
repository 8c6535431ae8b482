using Microsoft.AspNetCore.Http;

namespace Slipway.PackageServer.Packagecloud;

/// <summary>
/// Refusals in the shapes that clients read: one <c>error</c>, or a list of messages for each field. Clients join the lists, so their
/// values must be arrays.
/// </summary>
static class Errors
{
    public static IResult Unauthenticated() => Error(StatusCodes.Status401Unauthorized, "unauthenticated");

    public static IResult Forbidden(string why) => Error(StatusCodes.Status403Forbidden, why);

    public static IResult NotFound() => Error(StatusCodes.Status404NotFound, "not_found");

    public static IResult Error(int status, string error) =>
        TypedResults.Json(new Dictionary<string, string>(StringComparer.Ordinal) { ["error"] = error }, PackagecloudJson.Default.DictionaryStringString, statusCode: status);

    /// <summary>404 for promote and yank.</summary>
    public static IResult Missing(string field) => Fields(StatusCodes.Status404NotFound, field, "not found");

    public static IResult Invalid(string field, string message) => Fields(StatusCodes.Status422UnprocessableEntity, field, message);

    /// <summary>The very words that continuous integration looks for.</summary>
    public static IResult Taken(string field) => Invalid(field, "has already been taken");

    public static IResult Fields(int status, string field, string message) =>
        TypedResults.Json(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] }, PackagecloudJson.Default.DictionaryStringStringArray, statusCode: status);
}
