using System.Net;
using Slipway.ContainerEngine;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Docker;

/// <summary>What the engine's refusal of a start means. Its texts are all that it gives; what is not known here stays an exception, and is tried again.</summary>
static class Refusals
{
    static readonly string[] s_full = ["no space left on device", "cannot allocate memory", "no subnet", "all predefined address pools", "resource temporarily unavailable", "port is already allocated"];

    static readonly string[] s_never =
    [
        "no such image", "image not known", "manifest unknown", "not found", "denied", "unauthorized", "invalid reference", "does not exist", "no such file or directory",
        "executable file", "invalid", "unknown runtime", "unable to find network", "short-name",
    ];

    public static StartOutcome? Read(EngineException refused)
    {
        if (refused.Status is HttpStatusCode.TooManyRequests || Says(refused, s_full))
            return new StartOutcome.NoRoom(refused.Message);
        if (refused.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Forbidden || Says(refused, s_never))
            return new StartOutcome.Refused(refused.Message);
        return null;
    }

    static bool Says(EngineException refused, string[] texts) => texts.Any(text => refused.Message.Contains(text, StringComparison.OrdinalIgnoreCase));
}
