using Slipway.Adapters.Kubernetes;
using Slipway.Machines.Testing;
using Slipway.Platform.Machines;

namespace Slipway.Providers.Tests.Clusters;

/// <summary>What the pods are, and what the API server's moods do.</summary>
public sealed class PodTests
{
    static readonly InstanceId Instance = new("5d6f2c1a-0000-4000-8000-3f2b1a0c9d8e");

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pod_is_restricted_limited_and_placed_as_the_pool_says()
    {
        await using var place = new ClusterPlace(("node-selector", "kubernetes.io/arch=arm64"), ("tolerations", "builds=yes:NoSchedule"), ("cpu", "500m"), ("memory", "1Gi"), ("memory-limit", "2Gi"), ("storage", "10Gi"),
            ("priority-class", "builds"), ("runtime-class", "gvisor"), ("user", "1234"));
        await using var provider = place.Open(Instance);
        var order = Order(place);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>().Reference.ShouldBe("slipway-" + order.MachineId);
        var pod = place.Cluster.Pod("slipway-" + order.MachineId)!;
        pod["metadata"]!["labels"]!["slipway.machine"]!.ToString().ShouldBe(order.MachineId);
        var spec = pod["spec"]!;
        ((string)spec["nodeSelector"]!["kubernetes.io/arch"]!).ShouldBe("arm64");
        spec["tolerations"]![0]!.ToJsonString().ShouldBe("""{"effect":"NoSchedule","key":"builds","operator":"Equal","value":"yes"}""");
        ((string)spec["priorityClassName"]!).ShouldBe("builds");
        ((string)spec["runtimeClassName"]!).ShouldBe("gvisor");
        ((string)spec["restartPolicy"]!).ShouldBe("Never");
        ((long)spec["activeDeadlineSeconds"]!).ShouldBe(600);
        ((bool)spec["automountServiceAccountToken"]!).ShouldBeFalse();
        ((bool)spec["securityContext"]!["runAsNonRoot"]!).ShouldBeTrue();
        ((long)spec["securityContext"]!["runAsUser"]!).ShouldBe(1234);
        ((string)spec["securityContext"]!["seccompProfile"]!["type"]!).ShouldBe("RuntimeDefault");
        var container = spec["containers"]![0]!;
        ((bool)container["securityContext"]!["allowPrivilegeEscalation"]!).ShouldBeFalse();
        ((bool)container["securityContext"]!["readOnlyRootFilesystem"]!).ShouldBeTrue();
        container["securityContext"]!["capabilities"]!.ToJsonString().ShouldBe("""{"drop":["ALL"]}""");
        ((string)container["resources"]!["requests"]!["cpu"]!).ShouldBe("500m");
        ((string)container["resources"]!["limits"]!["memory"]!).ShouldBe("2Gi");
        ((string)container["resources"]!["limits"]!["ephemeral-storage"]!).ShouldBe("10Gi");
        spec["volumes"]!.AsArray().Single(volume => (string)volume!["name"]! == "work")!["emptyDir"]!["sizeLimit"]!.ToString().ShouldBe("10Gi");
        container["volumeMounts"]!.AsArray().Select(mount => (string)mount!["mountPath"]!).Order().ShouldBe(["/builds", "/etc/slipway", "/run", "/tmp", "/var/lib/slipway-runner", "/var/tmp"]);
        await provider.RemoveAsync(order.MachineId, Ct);
    }

    [Fact]
    public async Task The_secret_goes_with_its_pod()
    {
        await using var place = new ClusterPlace();
        await using var provider = place.Open(Instance);
        var order = Order(place);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        place.Cluster.Secrets.ShouldBe(["slipway-" + order.MachineId]);
        await provider.RemoveAsync(order.MachineId, Ct);
        await UntilAsync(() => Task.FromResult(place.Cluster.Secrets.Count == 0));
    }

    [Fact]
    public async Task A_pod_whose_secret_was_never_made_is_seen_and_completed_by_the_next_try()
    {
        await using var place = new ClusterPlace();
        await using var provider = place.Open(Instance);
        var order = Order(place);
        place.Cluster.RefuseNext("POST secrets", 500, FakeCluster.StatusObject(500, "InternalError", "etcd is away").ToJsonString());
        await Should.ThrowAsync<Exception>(provider.StartAsync(order, Ct));
        await UntilAsync(async () => (await provider.ListAsync(Ct)).SingleOrDefault()?.State == SeenState.Starting);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        await UntilAsync(async () => (await provider.ListAsync(Ct)).Single().State == SeenState.Running);
    }

    [Theory]
    [InlineData(429, "TooManyRequests", "the server is busy", "7", true)]
    [InlineData(403, "Forbidden", "pods \"x\" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=10, limited: pods=10", null, true)]
    [InlineData(403, "Forbidden", "pods is forbidden: User \"account\" cannot create resource \"pods\"", null, false)]
    [InlineData(422, "Invalid", "Pod \"x\" is invalid: spec.containers[0].image: Invalid value", null, false)]
    public async Task A_refusal_is_told_apart_and_leaves_nothing(int status, string reason, string message, string? retryAfter, bool passes)
    {
        await using var place = new ClusterPlace();
        await using var provider = place.Open(Instance);
        place.Cluster.RefuseNext("POST pods", status, FakeCluster.StatusObject(status, reason, message).ToJsonString(), retryAfter);
        var outcome = await provider.StartAsync(Order(place), Ct);
        if (passes)
        {
            var room = outcome.ShouldBeOfType<StartOutcome.NoRoom>();
            room.Why.ShouldContain(message);
            room.RetryAfter.ShouldBe(retryAfter is null ? null : TimeSpan.FromSeconds(7));
        }
        else
        {
            outcome.ShouldBeOfType<StartOutcome.Refused>().Why.ShouldContain(message);
        }

        (await provider.ListAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_machine_that_runs_survives_a_start_that_is_asked_again_and_refused()
    {
        await using var place = new ClusterPlace();
        await using var provider = place.Open(Instance);
        var order = Order(place);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        place.Cluster.RefuseNext("POST secrets", 429, FakeCluster.StatusObject(429, "TooManyRequests", "busy").ToJsonString());
        await Should.ThrowAsync<Exception>(provider.StartAsync(order, Ct));
        ((string?)place.Cluster.Pod("slipway-" + order.MachineId)!["metadata"]!["deletionTimestamp"]).ShouldBeNull();
    }

    [Fact]
    public async Task A_list_is_had_page_by_page()
    {
        await using var place = new ClusterPlace();
        place.Cluster.Page = 2;
        await using var provider = place.Open(Instance);
        var orders = Enumerable.Range(0, 5).Select(_ => Order(place)).ToList();
        foreach (var order in orders)
        {
            (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        }

        await using var fresh = place.Open(Instance);
        (await fresh.ListAsync(Ct)).Select(machine => machine.MachineId).Order().ShouldBe(orders.Select(order => order.MachineId).Order());
        place.Cluster.Calls.ShouldContain(call => call.Contains("continue=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_watch_that_is_cut_off_goes_on_and_one_from_a_forgotten_point_begins_anew()
    {
        await using var place = new ClusterPlace();
        await using var provider = place.Open(Instance);
        await provider.ListAsync(Ct); // the watch begins
        await UntilAsync(() => Task.FromResult(place.Cluster.Calls.Any(call => call.Contains("watch=true", StringComparison.Ordinal))));
        var (one, two, three) = (Order(place), Order(place), Order(place));
        (await provider.StartAsync(one, Ct)).ShouldBeOfType<StartOutcome.Started>();
        await UntilAsync(async () => (await provider.ListAsync(Ct)).Count == 1);
        place.Cluster.CutWatches();
        (await provider.StartAsync(two, Ct)).ShouldBeOfType<StartOutcome.Started>();
        await UntilAsync(async () => (await provider.ListAsync(Ct)).Count == 2);
        place.Cluster.Compact();
        place.Cluster.CutWatches();
        (await provider.StartAsync(three, Ct)).ShouldBeOfType<StartOutcome.Started>();
        await provider.RemoveAsync(one.MachineId, Ct);
        await UntilAsync(async () => (await provider.ListAsync(Ct)).Select(machine => machine.MachineId).Order().SequenceEqual(new[] { two.MachineId, three.MachineId }.Order()));
    }

    [Fact]
    public async Task Many_lists_cost_one_watch()
    {
        await using var place = new ClusterPlace();
        await using var provider = place.Open(Instance);
        await provider.ListAsync(Ct);
        await UntilAsync(() => Task.FromResult(place.Cluster.Calls.Any(call => call.Contains("watch=true", StringComparison.Ordinal))));
        var before = place.Cluster.Calls.Count;
        for (var i = 0; i < 50; i++)
        {
            await provider.ListAsync(Ct);
        }

        place.Cluster.Calls.Count.ShouldBe(before);
    }

    [Fact]
    public async Task An_evicted_pod_says_why()
    {
        await using var place = new ClusterPlace();
        await using var provider = place.Open(Instance);
        var order = Order(place);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        await place.EndAsync(order.MachineId);
        await UntilAsync(async () => (await provider.ListAsync(Ct)).Single() is { State: SeenState.Ended, Why: "Evicted" });
    }

    [Fact]
    public async Task A_cluster_that_does_not_know_us_is_an_exception_and_never_an_empty_list()
    {
        await using var place = new ClusterPlace();
        await using var provider = place.Open(Instance);
        place.Cluster.RefuseNext("GET pods", 401, FakeCluster.StatusObject(401, "Unauthorized", "Unauthorized").ToJsonString());
        place.Cluster.RefuseNext("GET pods", 401, FakeCluster.StatusObject(401, "Unauthorized", "Unauthorized").ToJsonString());
        await Should.ThrowAsync<Exception>(provider.ListAsync(Ct));
    }

    [Fact]
    public void Settings_are_checked_as_a_whole()
    {
        var reader = new SettingsReader(ProviderSettings.Of(("namespace", "Not_a_name"), ("cpu", "lots"), ("tolerations", "x"), ("user", "0"), ("node-selector", "arm")));
        new KubernetesProviderKind(TimeProvider.System).Check(reader);
        reader.Faults.Select(fault => fault[..fault.IndexOf(':', StringComparison.Ordinal)]).Order().ShouldBe(["cpu", "image", "namespace", "node-selector", "tolerations", "user"]);
    }

    static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            tries.ShouldBeLessThan(400);
            await Task.Delay(25, Ct);
        }
    }

    static MachineOrder Order(ConformancePlace place)
    {
        var id = $"m{Guid.NewGuid():n}"[..20];
        return new MachineOrder(id, "conformance", place.Bootstrap(id), TimeSpan.FromMinutes(10));
    }
}
