using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Variables;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>The keywords <c>image</c> and <c>services</c>.</summary>
static class ImageReader
{
    static readonly Dictionary<string, string> s_unsupported = new(StringComparer.Ordinal)
    {
        ["kubernetes"] = "Slipway's runners use the Docker engine: write docker with platform and user.",
        ["ports"] = "There are no terminals in the browser.",
    };

    static readonly string[] s_policies = ["always", "if-not-present", "never"];

    /// <summary>Null where the keyword is not there, or wrong, which is told.</summary>
    public static ContainerImage? Image(Block job)
    {
        var node = job.Take("image");
        if (node is YamlScalar { Type: ScalarType.Text, Text.Length: > 0 } name) return new(name.Text, null, [], null, null);
        if (node is YamlMap map)
        {
            var block = job.Of(map, "image");
            var image = Container(block);
            block.Done(s_unsupported);
            return image;
        }

        if (node is not null) job.Wrong("image", node, "the name of an image, or a map with name");
        return null;
    }

    public static IReadOnlyList<ServiceContainer> Services(Block job)
    {
        var services = new List<ServiceContainer>();
        foreach (var item in job.Items("services") ?? [])
        {
            if (item is YamlScalar { Type: ScalarType.Text, Text.Length: > 0 } name) services.Add(new(new(name.Text, null, [], null, null), [], null, []));
            else if (item is YamlMap map)
            {
                var block = job.Of(map, "services");
                var image = Container(block);
                var aliases = block.Text("alias")?.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) ?? [];
                var command = block.Has("command") ? ScriptReader.Read(block, "command") : null;
                var variables = VariableReader.Read(block) ?? [];
                block.Done(s_unsupported);
                if (image is not null) services.Add(new(image, aliases, command, variables));
            }
            else job.Wrong("services", item, "the name of an image, or a map with name");
        }

        return services;
    }

    static ContainerImage? Container(Block block)
    {
        var name = block.Required("name");
        var entrypoint = block.Take("entrypoint") is YamlScalar ? ScriptReader.Read(block, "entrypoint") : block.Texts("entrypoint");
        var docker = block.Inner("docker");
        var (platform, user) = (docker?.Text("platform"), docker?.Text("user"));
        docker?.Done();
        var policies = Policies(block);
        return name is null ? null : new(name, entrypoint, policies, platform, user);
    }

    static List<string> Policies(Block block)
    {
        var policies = block.OneOrMore("pull_policy") ?? [];
        foreach (var policy in policies.Where(policy => !s_policies.Contains(policy)))
            block.Wrong(block.Take("pull_policy")!, "pull_policy", "of always, if-not-present, never", Suggestion.For(policy, s_policies));
        return policies;
    }
}
