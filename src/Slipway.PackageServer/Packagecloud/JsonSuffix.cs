using Microsoft.AspNetCore.Http;

namespace Slipway.PackageServer.Packagecloud;

/// <summary>Every path of version 1 is there with and without <c>.json</c>: clients use both. Routes know only the one without.</summary>
sealed class JsonSuffix(RequestDelegate next)
{
    const string Suffix = ".json";

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/api/v1", StringComparison.Ordinal) && path.Value!.EndsWith(Suffix, StringComparison.Ordinal))
        {
            context.Request.Path = path.Value[..^Suffix.Length];
        }

        return next(context);
    }
}
