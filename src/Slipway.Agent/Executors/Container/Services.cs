using System.Globalization;
using System.Net.Sockets;
using Slipway.Agent.Configuration;
using Slipway.Agent.Jobs;
using Slipway.Agent.Protocol;
using Slipway.ContainerEngine;

namespace Slipway.Agent.Executors.Container;

/// <summary>The services of one job: containers of their own, reached by alias.</summary>
sealed class Services(Engine engine, RunnerConfig config, JobOrder order, IReadOnlyDictionary<string, string> labels, TimeProvider time)
{
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    readonly List<string> _started = [];

    /// <summary>Starts all and waits for their ports. Gives lines for the job's hosts file, so that aliases need no name server.</summary>
    public async Task<IReadOnlyList<string>> StartAsync(string network, ImagePull pull, CancellationToken ct)
    {
        List<string> hosts = [];
        List<(string Name, string Address, IReadOnlyList<int> Ports, string Container)> waiting = [];
        foreach (var service in order.Job.Services ?? [])
        {
            var name = order.Variables.Expand(service.Name ?? "");
            order.Trace.Line($"Starting service {name}...");
            var image = await pull.BringAsync(name, service, ct);
            var aliases = Aliases(service, name);
            var container = await engine.CreateContainerAsync($"{network}-{_started.Count}", service.ExecutorOpts?.Docker?.Platform, Spec(service, name, network, aliases, hosts), ct);
            _started.Add(container);
            await engine.StartAsync(container, ct);
            if ((await engine.ContainerAsync(container, ct))?.NetworkSettings?.Networks?.GetValueOrDefault(network)?.Address is { Length: > 0 } address)
            {
                hosts.AddRange(aliases.Select(alias => $"{alias}:{address}"));
                waiting.Add((name, address, Ports(image), container));
            }
        }

        if (waiting.Count > 0)
            order.Trace.Line("Waiting for services to be up and running...");
        foreach (var (name, address, ports, container) in waiting)
            await WaitAsync(name, address, ports, container, ct);
        return hosts;
    }

    public async Task RemoveAsync(CancellationToken ct)
    {
        foreach (var container in _started)
            await engine.RemoveContainerAsync(container, ct);
    }

    ContainerSpec Spec(ImageFacts service, string name, string network, IReadOnlyList<string> aliases, IReadOnlyList<string> hosts) => new()
    {
        Image = name,
        Entrypoint = Entrypoint.Of(service, service.Command).Entry,
        Cmd = Entrypoint.Of(service, service.Command).Command,
        Env = Environment(service),
        User = service.ExecutorOpts?.Docker?.User is { Length: > 0 } user ? user : null,
        Labels = labels,
        HostConfig = HostLimits.Of(config.Container) with { NetworkMode = network, ExtraHosts = [.. hosts] },
        NetworkingConfig = new NetworkingSpec(new Dictionary<string, EndpointSpec>(StringComparer.Ordinal) { [network] = new(aliases) }),
    };

    // As gitlab-runner: the job's variables, then the service's own. File variables are not mounted there.
    IReadOnlyList<string> Environment(ImageFacts service)
    {
        var variables = new JobVariables([.. order.Variables.All.Where(variable => !variable.File), .. service.Variables ?? []]);
        return [.. variables.All.Select(variable => $"{variable.Key}={variables.ValueOf(variable)}")];
    }

    static IReadOnlyList<string> Aliases(ImageFacts service, string name) =>
        [.. ImageName.Aliases(name).Concat((service.Alias ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)];

    static IReadOnlyList<int> Ports(InspectedImage image) =>
        [.. (image.Config?.ExposedPorts?.Keys ?? []).Where(port => port.EndsWith("/tcp", StringComparison.Ordinal))
            .Select(port => int.TryParse(port[..^4], CultureInfo.InvariantCulture, out var number) ? number : 0).Where(port => port is > 0 and < 65536).Order().Take(20)];

    /// <summary>Until its first port takes connections; a service that does not come up is said, and the job goes on, as GitLab has it.</summary>
    async Task WaitAsync(string name, string address, IReadOnlyList<int> ports, string container, CancellationToken ct)
    {
        if (ports.Count == 0)
            return;
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(config.Container.ServiceWaitSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            while (!await AnswersAsync(address, ports[0], either.Token))
            {
                if ((await engine.ContainerAsync(container, either.Token))?.State is { Running: false, ExitCode: var exit })
                {
                    order.Trace.Warning($"Service {name} ended with exit code {exit}; the job goes on without it.");
                    return;
                }

                await Task.Delay(s_pause, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            order.Trace.Warning($"Service {name} probably didn't start properly: nothing listens on its port {ports[0]} after {config.Container.ServiceWaitSeconds} s.");
        }
    }

    static async Task<bool> AnswersAsync(string address, int port, CancellationToken ct)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address, port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
