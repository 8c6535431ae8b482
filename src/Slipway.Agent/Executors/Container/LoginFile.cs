using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Agent.Executors.Container;

/// <summary>
/// Logins as docker keeps them (<c>config.json</c>): <c>{"auths": {"registry.example.com": {"auth": "BASE64 OF USER:PASSWORD"}}}</c>. A key may have a
/// path; of those that fit an image the longest counts. Programs that hold logins (<c>credsStore</c>, <c>credHelpers</c>) are not asked.
/// </summary>
sealed class LoginFile(IReadOnlyDictionary<string, RegistryLogin> logins)
{
    /// <summary>Null where it is no such file.</summary>
    public static LoginFile? Read(string text)
    {
        try
        {
            var auths = JsonSerializer.Deserialize(text, LoginJson.Default.LoginJsonFile)?.Auths;
            var read = new Dictionary<string, RegistryLogin>(StringComparer.Ordinal);
            foreach (var (key, entry) in auths ?? [])
            {
                if (Login(entry) is { } login)
                    read[Place(key)] = login;
            }

            return auths is null ? null : new LoginFile(read);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public RegistryLogin? Find(string image)
    {
        var registry = ImageName.Registry(image);
        var path = image.StartsWith(registry + "/", StringComparison.Ordinal) ? image : $"{registry}/{image}";
        return logins.Where(login => path.StartsWith(login.Key + "/", StringComparison.Ordinal)).OrderByDescending(login => login.Key.Length).Select(login => login.Value).FirstOrDefault();
    }

    /// <summary>A registry's host as images name it; the ways to write Docker Hub's are many.</summary>
    public static string Host(string key) => Place(key).Split('/')[0];

    // Without scheme, version and a slash at its end.
    static string Place(string key)
    {
        var at = key.IndexOf("://", StringComparison.Ordinal);
        var bare = (at < 0 ? key : key[(at + 3)..]).TrimEnd('/');
        bare = bare.EndsWith("/v1", StringComparison.Ordinal) || bare.EndsWith("/v2", StringComparison.Ordinal) ? bare[..^3] : bare;
        return bare is "index.docker.io" or "registry-1.docker.io" or "registry.hub.docker.com" ? "docker.io" : bare;
    }

    static RegistryLogin? Login(LoginJsonEntry? entry)
    {
        if (entry is null)
            return null;
        if (entry.Auth is { Length: > 0 } auth)
        {
            var bytes = new byte[auth.Length];
            if (!Convert.TryFromBase64String(auth, bytes, out var length))
                return null;
            var pair = Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\0').Split(':', 2);
            return pair.Length == 2 ? new RegistryLogin(pair[0], pair[1], entry.IdentityToken) : null;
        }

        return entry.Username is not null || entry.IdentityToken is not null ? new RegistryLogin(entry.Username ?? "", entry.Password ?? "", entry.IdentityToken) : null;
    }
}

sealed record RegistryLogin(string User, string Password, string? IdentityToken);

sealed record LoginJsonFile(Dictionary<string, LoginJsonEntry?>? Auths);

sealed record LoginJsonEntry(string? Auth, string? Username, string? Password, [property: JsonPropertyName("identitytoken")] string? IdentityToken);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 16)]
[JsonSerializable(typeof(LoginJsonFile))]
sealed partial class LoginJson : JsonSerializerContext;
