using System.Text.Json.Nodes;
using Slipway.KnownHosts.Tests;

namespace Slipway.Upkeep.Tests;

/// <summary>A real sshd whose operator publishes its keys, and a project's files about it.</summary>
public sealed class KeptHost : IAsyncDisposable
{
    KeptHost(Sshd sshd, ListServer list) => (Sshd, List) = (sshd, list);

    public Sshd Sshd { get; }

    public ListServer List { get; }

    public string Host => Sshd.Host.ToString();

    public string Line(string key) => $"{Host} {Sshd.PublicKey(key)}\n";

    public static async Task<KeptHost> StartAsync() => new(await Sshd.StartAsync("ed25519", "ed25519", "rsa"), await ListServer.StartAsync());

    /// <summary>The host uses these, and its operator says so.</summary>
    public async Task UseAsync(params string[] keys)
    {
        await Sshd.RunAsync(keys);
        List.Pages["/keys"] = string.Concat(keys.Select(Line));
    }

    /// <summary>known_hosts with one key, its policy, and the certificate that the policy names.</summary>
    public async Task<(string, string)[]> FilesAsync(string key, string? reviewer = null)
    {
        var policy = new JsonObject
        {
            ["hosts"] = new JsonObject
            {
                [Host] = new JsonObject { ["sources"] = new JsonArray(new JsonObject { ["kind"] = "list", ["url"] = $"{List.Url}/keys", ["certificates"] = "lists.pem" }) },
            },
        };
        if (reviewer is not null)
        {
            policy["reviewers"] = new JsonArray(reviewer);
        }

        return [("support/known_hosts", Line(key)), ("support/known_hosts.policy.json", policy.ToJsonString()), ("support/lists.pem", await File.ReadAllTextAsync(List.Authority))];
    }

    public async ValueTask DisposeAsync()
    {
        await Sshd.DisposeAsync();
        await List.DisposeAsync();
    }
}
