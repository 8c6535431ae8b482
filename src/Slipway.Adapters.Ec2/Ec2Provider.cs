using Amazon.EC2;
using Amazon.EC2.Model;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Ec2;

/// <summary>
/// A region. An instance is found by its tags alone. EC2's lists are late by some seconds, so a start asks with the same client token again, and asks the
/// list first: where capacity came back between two tries of one start, the machine could otherwise be made in two places.
/// </summary>
sealed class Ec2Provider(Func<AmazonEC2Client> open, Ec2Settings settings, InstanceId instance) : IMachineProvider
{
    const int Page = 1000;
    readonly Lazy<AmazonEC2Client> client = new(open, LazyThreadSafetyMode.PublicationOnly);

    public ProviderFacts Facts => new(ListLag: TimeSpan.FromMinutes(1), settings.StartWithin);

    public async Task<StartOutcome> StartAsync(MachineOrder order, CancellationToken ct)
    {
        if (await FindAsync(order.MachineId, ct) is [var there, ..])
            return new StartOutcome.Started(there.InstanceId);
        AmazonEC2Exception? last = null;
        var attempt = 0;
        foreach (var place in settings.Places)
        {
            try
            {
                var made = await client.Value.RunInstancesAsync(InstanceRequest.Of(settings, instance, order, place, attempt++), ct);
                return new StartOutcome.Started(made.Reservation.Instances[0].InstanceId);
            }
            catch (AmazonEC2Exception before) when (before.ErrorCode == "IdempotentParameterMismatch")
            {
                // An earlier try, with another configuration of the pool: it made the machine, though the list by tags does not show it yet.
                var earlier = await DescribeAsync([new Filter("client-token", [InstanceRequest.TokenOf(order, attempt - 1)])], ct);
                if (earlier.Count == 0)
                    throw;
                return new StartOutcome.Started(earlier[0].InstanceId);
            }
            catch (AmazonEC2Exception refused) when (Refusals.IsOfThePlace(refused))
            {
                last = refused;
            }
            catch (AmazonEC2Exception refused) when (Refusals.Read(refused) is { } outcome)
            {
                return outcome;
            }
        }

        return Refusals.Read(last!)!;
    }

    public async Task<IReadOnlyList<SeenMachine>> ListAsync(CancellationToken ct) => [.. (await DescribeAsync([Tagged(MachineLabels.Instance, instance.Value)], ct)).Select(Seen).OfType<SeenMachine>()];

    public async Task RemoveAsync(string machineId, CancellationToken ct)
    {
        var ids = (await FindAsync(machineId, ct)).Select(it => it.InstanceId).ToList();
        if (ids.Count == 0)
            return;
        try
        {
            await client.Value.TerminateInstancesAsync(new TerminateInstancesRequest(ids), ct);
        }
        catch (AmazonEC2Exception gone) when (gone.ErrorCode == "InvalidInstanceID.NotFound")
        {
            // terminated, and forgotten meanwhile
        }
    }

    public async Task<string?> LogAsync(string machineId, int maxBytes, CancellationToken ct)
    {
        if (await FindAsync(machineId, ct) is not [var machine, ..])
            return null;
        try
        {
            var output = (await client.Value.GetConsoleOutputAsync(new GetConsoleOutputRequest { InstanceId = machine.InstanceId }, ct)).Output;
            var tail = new Tail(maxBytes);
            tail.Append(Convert.FromBase64String(output ?? ""));
            return tail.ToString();
        }
        catch (AmazonEC2Exception gone) when (gone.ErrorCode == "InvalidInstanceID.NotFound")
        {
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        if (client.IsValueCreated)
            client.Value.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Those that are there in any way; a terminated one is shown for an hour more, and is gone.</summary>
    async Task<IReadOnlyList<Instance>> FindAsync(string machineId, CancellationToken ct) =>
        [.. (await DescribeAsync([Tagged(MachineLabels.Instance, instance.Value), Tagged(MachineLabels.Machine, machineId)], ct)).Where(it => it.State.Name != InstanceStateName.Terminated)];

    /// <summary>All pages or an exception.</summary>
    async Task<IReadOnlyList<Instance>> DescribeAsync(List<Filter> filters, CancellationToken ct)
    {
        var found = new List<Instance>();
        string? next = null;
        do
        {
            var page = await client.Value.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = filters, MaxResults = Page, NextToken = next }, ct);
            found.AddRange((page.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? []));
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        return found;
    }

    static Filter Tagged(string name, string value) => new($"tag:{name}", [value]);

    static SeenMachine? Seen(Instance it)
    {
        var tags = (it.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
        if (it.State.Name == InstanceStateName.Terminated || !tags.TryGetValue(MachineLabels.Machine, out var machine))
            return null;
        var state = it.State.Name.Value switch
        {
            "pending" => SeenState.Starting,
            "running" => SeenState.Running,
            "shutting-down" => SeenState.Removing,
            _ => SeenState.Ended, // stopping, stopped: by a hand
        };
        return new SeenMachine(machine, tags.GetValueOrDefault(MachineLabels.Pool), it.InstanceId, state, it.LaunchTime is { } at ? new DateTimeOffset(at.ToUniversalTime()) : null, it.StateReason?.Message);
    }
}
