using System.Collections.Concurrent;
using System.Security.Cryptography;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Projects;
using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.Pushes;

/// <summary>The pushes that are under way, by their secrets.</summary>
sealed class PushSessions(PushParts parts)
{
    readonly ConcurrentDictionary<string, PushSession> open = new(StringComparer.Ordinal);

    /// <summary>Where the hooks ask.</summary>
    public int Port { get; set; }

    public PushSession Open(Project project, Actor actor, ProjectRole role)
    {
        var secret = RandomNumberGenerator.GetHexString(64, lowercase: true);
        var session = new PushSession(project, actor, role, parts, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [HookScripts.PortVariable] = Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            [HookScripts.SecretVariable] = secret,
        });
        open[secret] = session;
        return session;
    }

    public PushSession? Find(string secret) => open.GetValueOrDefault(secret);

    /// <summary>After receive-pack has ended.</summary>
    public async Task CloseAsync(PushSession session)
    {
        open.TryRemove(session.Environment[HookScripts.SecretVariable], out _);
        await session.EndAsync();
    }
}
