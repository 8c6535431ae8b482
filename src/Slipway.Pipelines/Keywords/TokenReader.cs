using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>The keywords <c>id_tokens</c> and <c>secrets</c>.</summary>
static class TokenReader
{
    static readonly Dictionary<string, string> s_unsupported = new(StringComparer.Ordinal)
    {
        ["azure_key_vault"] = "Only HashiCorp's Vault is: write vault.",
        ["gcp_secret_manager"] = "Only HashiCorp's Vault is: write vault.",
        ["aws_secrets_manager"] = "Only HashiCorp's Vault is: write vault.",
        ["akeyless"] = "Only HashiCorp's Vault is: write vault.",
    };

    public static IReadOnlyList<IdToken> IdTokens(Block job)
    {
        var tokens = new List<IdToken>();
        if (job.Inner("id_tokens") is not { } all) return tokens;
        foreach (var entry in all.Map.Entries)
        {
            if (all.Inner(entry.Name) is not { } block) continue;
            var audiences = block.OneOrMore("aud");
            if (audiences is null or { Count: 0 }) block.Missing("aud", "Say for whom the token is: aud: https://vault.example.org.");
            else tokens.Add(new(entry.Name, audiences));
            block.Done();
        }

        return tokens;
    }

    public static IReadOnlyList<JobSecret> Secrets(Block job, bool hasVault)
    {
        var secrets = new List<JobSecret>();
        if (job.Inner("secrets") is not { } all) return secrets;
        if (!hasVault)
        {
            job.Diagnostics.Error(job.At("secrets"), "ci.no-vault", $"{job.What}: there are secrets, and no vault is set up to fetch them from.", "Use protected variables of the project, or id_tokens with a vault's own client in the script.");
            return secrets;
        }

        foreach (var entry in all.Map.Entries)
        {
            if (all.Inner(entry.Name) is not { } block) continue;
            var (file, token) = (block.Boolean("file") ?? true, block.Text("token"));
            if (block.Has("vault") && Vault(block, entry.Name, file, token) is { } secret) secrets.Add(secret);
            else if (!block.Has("vault") && !block.Map.Entries.Any(entry => s_unsupported.ContainsKey(entry.Name))) block.Missing("vault");
            block.Done(s_unsupported);
        }

        return secrets;
    }

    /// <summary><c>path/of/secret/field@engine</c>, or a map.</summary>
    static JobSecret? Vault(Block secret, string name, bool file, string? token)
    {
        if (secret.Take("vault") is YamlMap map)
        {
            var block = secret.Of(map, "vault");
            var (path, field, engine) = (block.Required("path"), block.Required("field"), block.Inner("engine"));
            var (engineName, enginePath) = (engine?.Required("name"), engine?.Required("path"));
            if (engine is null) block.Missing("engine");
            engine?.Done();
            block.Done();
            return path is null || field is null || engineName is null || enginePath is null ? null : new(name, engineName, enginePath, path, field, file, token);
        }

        var text = secret.Text("vault") ?? "";
        var (where, mount) = text.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (text, "kv-v2");
        if (where.LastIndexOf('/') is > 0 and var slash) return new(name, "kv-v2", mount, where[..slash], where[(slash + 1)..], file, token);
        secret.Wrong("vault", secret.Take("vault")!, "path/field@engine");
        return null;
    }
}
