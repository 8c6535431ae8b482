using System.Globalization;
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Slipway.Platform.Machines;
using Tag = Amazon.EC2.Model.Tag;

namespace Slipway.Adapters.Ec2;

/// <summary>
/// A machine as RunInstances asks for it: one instance, tagged with its volumes from the first moment, that terminates when it powers off. The client
/// token is the machine's id and the place that is tried, so that a repeated request gives the same instance.
/// </summary>
static class InstanceRequest
{
    public static RunInstancesRequest Of(Ec2Settings settings, InstanceId instance, MachineOrder order, (string Type, string? Subnet) place, int attempt)
    {
        var request = new RunInstancesRequest
        {
            ClientToken = TokenOf(order, attempt),
            ImageId = settings.Image,
            InstanceType = new InstanceType(place.Type),
            MinCount = 1,
            MaxCount = 1,
            InstanceInitiatedShutdownBehavior = ShutdownBehavior.Terminate,
            UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes(CloudConfig.UserData(order, RunnerBootstrap.DefaultPath, settings.Prepare))),
            // Jobs in containers are one hop further away, and so can't read the user data; jobs of the machine itself need a token first.
            MetadataOptions = new InstanceMetadataOptionsRequest { HttpTokens = HttpTokensState.Required, HttpPutResponseHopLimit = 1, HttpEndpoint = InstanceMetadataEndpointState.Enabled },
            TagSpecifications = [.. new[] { ResourceType.Instance, ResourceType.Volume }.Select(kind => new TagSpecification { ResourceType = kind, Tags = Tags(settings, instance, order) })],
            KeyName = settings.KeyName,
        };
        if (settings.Spot)
        {
            request.InstanceMarketOptions = new InstanceMarketOptionsRequest
            {
                MarketType = MarketType.Spot,
                SpotOptions = new SpotMarketOptions { SpotInstanceType = SpotInstanceType.OneTime, InstanceInterruptionBehavior = InstanceInterruptionBehavior.Terminate, MaxPrice = settings.SpotMaxPrice },
            };
        }

        if (settings.InstanceProfile is { } profile)
            request.IamInstanceProfile = profile.StartsWith("arn:", StringComparison.Ordinal) ? new IamInstanceProfileSpecification { Arn = profile } : new IamInstanceProfileSpecification { Name = profile };
        if (settings.DiskGiB is { } size)
            request.BlockDeviceMappings = [new BlockDeviceMapping { DeviceName = settings.DiskDevice, Ebs = new EbsBlockDevice { VolumeSize = (int)size, VolumeType = new VolumeType(settings.DiskType), DeleteOnTermination = true, Encrypted = true } }];
        Connect(request, settings, place.Subnet);
        return request;
    }

    public static string TokenOf(MachineOrder order, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{order.MachineId}-{attempt}");

    static void Connect(RunInstancesRequest request, Ec2Settings settings, string? subnet)
    {
        if (settings.PublicAddress is { } open)
        {
            // With an interface of its own, the network's settings must stand there.
            var card = new InstanceNetworkInterfaceSpecification { DeviceIndex = 0, AssociatePublicIpAddress = open, SubnetId = subnet, DeleteOnTermination = true };
            if (settings.SecurityGroups.Count > 0)
                card.Groups = [.. settings.SecurityGroups];
            request.NetworkInterfaces = [card];
            return;
        }

        request.SubnetId = subnet;
        if (settings.SecurityGroups.Count > 0)
            request.SecurityGroupIds = [.. settings.SecurityGroups];
    }

    static List<Tag> Tags(Ec2Settings settings, InstanceId instance, MachineOrder order) =>
        [.. MachineLabels.Of(instance, order).Append(new("Name", "slipway-" + order.MachineId)).Concat(settings.Tags.Where(tag => tag.Key != "Name")).Select(tag => new Tag(tag.Key, tag.Value))];
}
