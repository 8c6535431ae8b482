using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests.Identity;

/// <summary>The server's own issuer, as verifiers meet it.</summary>
public sealed class OwnIssuerTests(SharedServer shared)
{
    [Fact]
    public async Task The_discovery_document_names_the_issuer_and_leads_to_its_keys()
    {
        using var client = shared.Server.Client(null);
        var document = await JsonAsync(client, "/.well-known/openid-configuration");
        document.GetProperty("issuer").GetString().ShouldBe(shared.Server.Url);
        document.GetProperty("jwks_uri").GetString().ShouldBe(shared.Server.Url + "/oauth/discovery/keys");
        document.GetProperty("id_token_signing_alg_values_supported").EnumerateArray().Select(value => value.GetString()).ShouldBe(["RS256"]);

        var key = (await JsonAsync(client, "/oauth/discovery/keys")).GetProperty("keys").EnumerateArray().First();
        key.GetProperty("kty").GetString().ShouldBe("RSA");
        key.GetProperty("use").GetString().ShouldBe("sig");

        // RFC 7638: the thumbprint is of the required members in order, without white space.
        var (n, e) = (key.GetProperty("n").GetString()!, key.GetProperty("e").GetString()!);
        var thumbprint = SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"e":"{{e}}","kty":"RSA","n":"{{n}}"}"""));
        key.GetProperty("kid").GetString().ShouldBe(Base64Url.EncodeToString(thumbprint));
    }

    [Fact]
    public async Task A_rotated_key_stays_published_and_a_replaced_one_does_not()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Identity:Algorithm=ES256");
        using var admin = server.Client();
        var first = await KidsAsync(admin);
        first.Count.ShouldBe(1);

        (await admin.PostAsync("/api/v2/identity/rotate", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var both = await KidsAsync(admin);
        both.Count.ShouldBe(2);
        both.ShouldContain(first[0]);

        (await admin.PostAsync("/api/v2/identity/rotate?replace=true", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var replaced = await KidsAsync(admin);
        replaced.Count.ShouldBe(1);
        both.ShouldNotContain(replaced[0]);

        server.Kill();
        await server.StartAgainAsync();
        (await KidsAsync(admin)).ShouldBe(replaced);
    }

    [Fact]
    public async Task Only_an_admin_rotates_keys()
    {
        using var nobody = shared.Server.Client(null);
        (await nobody.PostAsync("/api/v2/identity/rotate", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    static async Task<List<string>> KidsAsync(HttpClient client) =>
        [.. (await JsonAsync(client, "/oauth/discovery/keys")).GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];

    static async Task<JsonElement> JsonAsync(HttpClient client, string path) => JsonDocument.Parse(await client.GetStringAsync(path)).RootElement;
}
