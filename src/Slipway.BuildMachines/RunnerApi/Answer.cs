using Microsoft.AspNetCore.Http;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary>
/// Answers as gitlab-runner reads them: <c>{"message": ...}</c> for errors, exactly <c>application/json</c> for JSON, and the job's state in
/// <c>Job-Status</c>.
/// </summary>
static class Answer
{
    public static IResult Forbidden() => Say(403, "403 Forbidden");

    public static IResult Malformed(string why = "The body is not the JSON that this call takes, or is larger than 64 KiB.") => Say(400, why);

    public static IResult Say(int status, string message) =>
        TypedResults.Json(new Message(message), RunnerApiJson.Default.Message, "application/json", status);

    public static void JobStatus(HttpResponse response, string state) => response.Headers["Job-Status"] = state;

    public static void TraceInterval(HttpResponse response, TimeSpan interval) =>
        response.Headers["X-GitLab-Trace-Update-Interval"] = ((int)interval.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
