using Slipway.Adapters.Ec2;
using Slipway.Machines.Testing;
using Slipway.Platform.Machines;

namespace Slipway.Providers.Tests.Clouds;

/// <summary>What the instances are, and what EC2's refusals, lost answers and late lists do.</summary>
public sealed class Ec2InstanceTests
{
    static readonly InstanceId Instance = new("5d6f2c1a-0000-4000-8000-3f2b1a0c9d8e");

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instance_is_tagged_terminates_when_it_powers_off_and_hides_its_user_data()
    {
        await using var place = new CloudPlace(("spot", ["true"]), ("spot-max-price", ["0.12"]), ("disk-gib", ["100"]), ("security-groups", ["sg-0123456789abcdef0"]), ("subnets", ["subnet-0123456789abcdef0"]), ("tags", ["team=distribution"]),
            ("instance-profile", ["builders"]));
        await using var provider = place.Open(Instance);
        var order = Order(place);
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        var made = place.Cloud.Instances.ShouldHaveSingleItem();
        made.Tags.ShouldBe(new Dictionary<string, string>
        {
            ["slipway.instance"] = Instance.Value, ["slipway.machine"] = order.MachineId, ["slipway.pool"] = "conformance", ["Name"] = "slipway-" + order.MachineId, ["team"] = "distribution",
        }, ignoreOrder: true);
        var form = made.Form;
        form["ClientToken"].ShouldStartWith(order.MachineId);
        form["TagSpecification.2.ResourceType"].ShouldBe("volume");
        form["InstanceInitiatedShutdownBehavior"].ShouldBe("terminate");
        form["InstanceMarketOptions.MarketType"].ShouldBe("spot");
        form["InstanceMarketOptions.SpotOptions.MaxPrice"].ShouldBe("0.12");
        form["MetadataOptions.HttpTokens"].ShouldBe("required");
        form["MetadataOptions.HttpPutResponseHopLimit"].ShouldBe("1");
        form["BlockDeviceMapping.1.Ebs.VolumeSize"].ShouldBe("100");
        form["BlockDeviceMapping.1.Ebs.DeleteOnTermination"].ShouldBe("true");
        form["SubnetId"].ShouldBe("subnet-0123456789abcdef0");
        form["SecurityGroupId.1"].ShouldBe("sg-0123456789abcdef0");
        form["IamInstanceProfile.Name"].ShouldBe("builders");
        (await place.ConfigOfAsync(order.MachineId)).ShouldBe(order.Runner.Config);
    }

    [Fact]
    public async Task Where_a_type_has_no_capacity_the_next_is_tried()
    {
        await using var place = new CloudPlace(("types", ["c7a.4xlarge", "c7i.4xlarge"]), ("subnets", ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]));
        place.Cloud.Refuse("c7a.4xlarge", "InsufficientInstanceCapacity");
        await using var provider = place.Open(Instance);
        (await provider.StartAsync(Order(place), Ct)).ShouldBeOfType<StartOutcome.Started>();
        place.Cloud.Instances.ShouldHaveSingleItem().Form["InstanceType"].ShouldBe("c7i.4xlarge");
    }

    [Theory]
    [InlineData("InsufficientInstanceCapacity", true)]
    [InlineData("VcpuLimitExceeded", true)]
    [InlineData("MaxSpotInstanceCountExceeded", true)]
    [InlineData("RequestLimitExceeded", true)]
    [InlineData("InvalidAMIID.NotFound", false)]
    [InlineData("UnauthorizedOperation", false)]
    public async Task A_refusal_is_told_apart(string code, bool passes)
    {
        await using var place = new CloudPlace();
        place.Cloud.Refuse("*", code);
        await using var provider = place.Open(Instance);
        var outcome = await provider.StartAsync(Order(place), Ct);
        if (passes)
        {
            outcome.ShouldBeOfType<StartOutcome.NoRoom>().Why.ShouldContain(code);
        }
        else
        {
            outcome.ShouldBeOfType<StartOutcome.Refused>().Why.ShouldContain(code);
        }

        place.Cloud.Instances.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_start_whose_answer_was_lost_makes_no_second_instance()
    {
        await using var place = new CloudPlace();
        place.Cloud.Lag = TimeSpan.FromHours(1); // the list does not help
        place.Cloud.LoseAnswers(1);
        await using var provider = place.Open(Instance);
        var order = Order(place);
        var first = await Record.ExceptionAsync(async () => (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>()); // the SDK may have asked again by itself
        (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        place.Cloud.Instances.ShouldHaveSingleItem(first?.Message);
        place.Cloud.Calls.Count(call => call["Action"] == "RunInstances").ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_start_with_another_configuration_finds_the_instance_of_the_first()
    {
        await using var place = new CloudPlace();
        place.Cloud.Lag = TimeSpan.FromHours(1);
        await using var provider = place.Open(Instance);
        var order = Order(place);
        var first = (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        (await provider.StartAsync(order with { DieAfter = TimeSpan.FromHours(2) }, Ct)).ShouldBeOfType<StartOutcome.Started>().Reference.ShouldBe(first.Reference);
        place.Cloud.Instances.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_list_is_had_page_by_page()
    {
        await using var place = new CloudPlace();
        (place.Cloud.Lag, place.Cloud.Page) = (TimeSpan.Zero, 2);
        await using var provider = place.Open(Instance);
        var orders = Enumerable.Range(0, 5).Select(_ => Order(place)).ToList();
        foreach (var order in orders)
        {
            (await provider.StartAsync(order, Ct)).ShouldBeOfType<StartOutcome.Started>();
        }

        (await provider.ListAsync(Ct)).Select(machine => machine.MachineId).Order().ShouldBe(orders.Select(order => order.MachineId).Order());
    }

    [Fact]
    public void Settings_are_checked_as_a_whole()
    {
        var reader = new SettingsReader(ProviderSettings.Of(("region", "Frankfurt"), ("image", "debian"), ("types", "big"), ("spot-max-price", "1"), ("tags", "slipway.machine=x"), ("endpoint", "http://ec2.example.org")));
        new Ec2ProviderKind().Check(reader);
        reader.Faults.Select(fault => fault[..fault.IndexOf(':', StringComparison.Ordinal)]).Distinct().Order().ShouldBe(["endpoint", "image", "region", "spot-max-price", "tags", "types"]);
    }

    static MachineOrder Order(ConformancePlace place)
    {
        var id = $"m{Guid.NewGuid():n}"[..20];
        return new MachineOrder(id, "conformance", place.Bootstrap(id), TimeSpan.FromMinutes(10));
    }
}
