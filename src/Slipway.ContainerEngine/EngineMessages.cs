using System.Text.Json.Serialization;

namespace Slipway.ContainerEngine;

public sealed record NetworkSpec(string Name, IReadOnlyDictionary<string, string> Labels);

public sealed record ContainerSpec
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

    public NetworkingSpec? NetworkingConfig { get; init; }
}

public sealed record HostSpec
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

    public long? ShmSize { get; init; }

    public bool Privileged { get; init; }

    public IReadOnlyList<string>? CapDrop { get; init; }

    public IReadOnlyList<string>? CapAdd { get; init; }

    public IReadOnlyList<string>? SecurityOpt { get; init; }

    /// <summary>The program that makes containers (<c>runsc</c>, <c>kata</c>); null for the engine's own choice.</summary>
    public string? Runtime { get; init; }

    public IReadOnlyDictionary<string, string>? Tmpfs { get; init; }
}

public sealed record MountSpec(string Type, string Source, string Target, bool ReadOnly);

public sealed record NetworkingSpec(IReadOnlyDictionary<string, EndpointSpec> EndpointsConfig);

public sealed record EndpointSpec(IReadOnlyList<string> Aliases);

public sealed record Created(string Id);

public sealed record Waited(long StatusCode);

public sealed record ListedContainer(string Id)
{
    /// <summary><c>created</c>, <c>running</c>, <c>exited</c>, ...</summary>
    public string? State { get; init; }

    /// <summary>For people: <c>Exited (137) 3 minutes ago</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Unix seconds; 0 where the engine does not say.</summary>
    public long Created { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

public sealed record ListedNetwork(string Id, string Name);

public sealed record InspectedContainer(InspectedState? State, InspectedNetworks? NetworkSettings)
{
    public string Id { get; init; } = "";

    public InspectedConfig? Config { get; init; }
}

public sealed record InspectedConfig(IReadOnlyDictionary<string, string>? Labels);

public sealed record InspectedState(bool Running, int ExitCode)
{
    public string? Status { get; init; }
}

public sealed record InspectedNetworks(IReadOnlyDictionary<string, InspectedEndpoint>? Networks);

public sealed record InspectedEndpoint([property: JsonPropertyName("IPAddress")] string? Address);

public sealed record InspectedImage(string Id, ImageConfig? Config);

public sealed record ImageConfig(IReadOnlyDictionary<string, EmptyObject>? ExposedPorts);

public sealed record EmptyObject;

/// <summary>A line of a pull's progress.</summary>
public sealed record PullProgress([property: JsonPropertyName("error")] string? Error);

public sealed record EngineRefusal([property: JsonPropertyName("message")] string? Message);

public sealed record RegistryAuth(
    [property: JsonPropertyName("username")] string Username, [property: JsonPropertyName("password")] string Password, [property: JsonPropertyName("serveraddress")] string ServerAddress,
    [property: JsonPropertyName("identitytoken")] string? IdentityToken = null);

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
public sealed partial class EngineJson : JsonSerializerContext;
