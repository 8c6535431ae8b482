using System.Text.Json.Serialization;

namespace Slipway.Agent.Executors.Container;

sealed record NetworkSpec(string Name, IReadOnlyDictionary<string, string> Labels);

sealed record ContainerSpec
{
    public required string Image { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    public IReadOnlyList<string>? Env { get; init; }

    public string? User { get; init; }

    public string? Hostname { get; init; }

    public bool AttachStdout { get; init; } = true;

    public bool AttachStderr { get; init; } = true;

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required HostSpec HostConfig { get; init; }

    public required NetworkingSpec NetworkingConfig { get; init; }
}

sealed record HostSpec
{
    public required string NetworkMode { get; init; }

    public IReadOnlyList<MountSpec>? Mounts { get; init; }

    public IReadOnlyList<string>? ExtraHosts { get; init; }

    /// <summary>In bytes; 0 for no limit.</summary>
    public long Memory { get; init; }

    /// <summary>The same as <see cref="Memory"/>, so that swap does not evade it.</summary>
    public long MemorySwap { get; init; }

    public long NanoCpus { get; init; }

    public long? PidsLimit { get; init; }
}

sealed record MountSpec(string Type, string Source, string Target, bool ReadOnly);

sealed record NetworkingSpec(IReadOnlyDictionary<string, EndpointSpec> EndpointsConfig);

sealed record EndpointSpec(IReadOnlyList<string> Aliases);

sealed record Created(string Id);

sealed record Waited(long StatusCode);

sealed record ListedContainer(string Id);

sealed record ListedNetwork(string Id, string Name);

sealed record InspectedContainer(InspectedState? State, InspectedNetworks? NetworkSettings);

sealed record InspectedState(bool Running, int ExitCode);

sealed record InspectedNetworks(IReadOnlyDictionary<string, InspectedEndpoint>? Networks);

sealed record InspectedEndpoint([property: JsonPropertyName("IPAddress")] string? Address);

sealed record InspectedImage(string Id, ImageConfig? Config);

sealed record ImageConfig(IReadOnlyDictionary<string, EmptyObject>? ExposedPorts);

sealed record EmptyObject;

/// <summary>A line of a pull's progress.</summary>
sealed record PullProgress([property: JsonPropertyName("error")] string? Error);

sealed record EngineRefusal([property: JsonPropertyName("message")] string? Message);

sealed record RegistryAuth(
    [property: JsonPropertyName("username")] string Username, [property: JsonPropertyName("password")] string Password, [property: JsonPropertyName("serveraddress")] string ServerAddress);

/// <summary>The Docker Engine API's own spelling.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 64)]
[JsonSerializable(typeof(NetworkSpec))]
[JsonSerializable(typeof(ContainerSpec))]
[JsonSerializable(typeof(Created))]
[JsonSerializable(typeof(Waited))]
[JsonSerializable(typeof(ListedContainer[]))]
[JsonSerializable(typeof(ListedNetwork[]))]
[JsonSerializable(typeof(InspectedContainer))]
[JsonSerializable(typeof(InspectedImage))]
[JsonSerializable(typeof(PullProgress))]
[JsonSerializable(typeof(EngineRefusal))]
[JsonSerializable(typeof(RegistryAuth))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
sealed partial class EngineJson : JsonSerializerContext;
