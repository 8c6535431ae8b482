using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Ec2;

/// <summary>What a pool says of its instances.</summary>
sealed partial record Ec2Settings
{
    const int MostPlaces = 50;

    public required string Region { get; init; }

    /// <summary>Another service with EC2's API; null for Amazon's.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>A file in the form of <c>~/.aws/credentials</c>.</summary>
    public string? Credentials { get; init; }

    public string? Profile { get; init; }

    public required string Image { get; init; }

    /// <summary>Tried in this order, each in every subnet, where there is no capacity.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>Empty for the region's default network.</summary>
    public required IReadOnlyList<string> Subnets { get; init; }

    public required IReadOnlyList<string> SecurityGroups { get; init; }

    public bool? PublicAddress { get; init; }

    public required bool Spot { get; init; }

    /// <summary>US dollars an hour; null for the on-demand price.</summary>
    public string? SpotMaxPrice { get; init; }

    public long? DiskGiB { get; init; }

    public required string DiskType { get; init; }

    /// <summary>The image's root device, whose size and removal are set.</summary>
    public required string DiskDevice { get; init; }

    public string? InstanceProfile { get; init; }

    public string? KeyName { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required IReadOnlyList<string> Prepare { get; init; }

    public required TimeSpan StartWithin { get; init; }

    /// <summary>Where a machine may be made, in order; null for the default network.</summary>
    public IEnumerable<(string Type, string? Subnet)> Places => Types.SelectMany(type => Subnets.Count == 0 ? [(type, null)] : Subnets.Select(subnet => (type, (string?)subnet)));

    public static Ec2Settings Read(SettingsReader reader)
    {
        var spot = reader.Flag("spot", otherwise: false);
        var price = reader.Optional("spot-max-price");
        if (price is not null && (!spot || !decimal.TryParse(price, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) || dollars <= 0))
            reader.Fault("spot-max-price", $"'{price}' must be US dollars an hour, with spot: true");
        var read = new Ec2Settings
        {
            Region = Matching(reader, "region", RegionPattern(), "a region: eu-central-1") ?? Missing(reader, "region", "the region that instances are made in"),
            Endpoint = ReadEndpoint(reader),
            Credentials = reader.Path("credentials"),
            Profile = reader.Optional("profile"),
            Image = Matching(reader, "image", ImagePattern(), "an image: ami-0123456789abcdef0") ?? Missing(reader, "image", "the image (AMI) that machines are made from; it holds cloud-init and slipway-runner"),
            Types = All(reader, "types", TypePattern(), "an instance type: c7a.4xlarge"),
            Subnets = All(reader, "subnets", SubnetPattern(), "a subnet: subnet-0123456789abcdef0"),
            SecurityGroups = All(reader, "security-groups", GroupPattern(), "a security group: sg-0123456789abcdef0"),
            PublicAddress = reader.Optional("public-address") is null ? null : reader.Flag("public-address", otherwise: false),
            Spot = spot,
            SpotMaxPrice = price,
            DiskGiB = reader.Number("disk-gib", 1, 65_536),
            DiskType = reader.Choice("disk-type", "gp3", "gp3", "gp2", "io1", "io2", "st1", "standard"),
            DiskDevice = reader.Optional("disk-device") ?? "/dev/xvda",
            InstanceProfile = reader.Optional("instance-profile"),
            KeyName = reader.Optional("key-name"),
            Tags = ReadTags(reader),
            Prepare = reader.List("prepare"),
            StartWithin = TimeSpan.FromSeconds(reader.Number("start-within-seconds", 30, 7200, 600)),
        };
        if (read.Types.Count == 0)
            reader.Fault("types", "is missing: one instance type or more, in the order in which they are tried");
        if (read.Places.Count() > MostPlaces)
            reader.Fault("types", $"times subnets must be {MostPlaces} at the most");
        return read;
    }

    static string Missing(SettingsReader reader, string setting, string what)
    {
        reader.Fault(setting, $"is missing: {what}");
        return "";
    }

    static string? Matching(SettingsReader reader, string setting, Regex pattern, string what)
    {
        var text = reader.Optional(setting);
        if (text is null || pattern.IsMatch(text))
            return text;
        reader.Fault(setting, $"'{text}' must be {what}");
        return "";
    }

    static IReadOnlyList<string> All(SettingsReader reader, string setting, Regex pattern, string what)
    {
        var list = reader.List(setting);
        foreach (var wrong in list.Where(text => !pattern.IsMatch(text)))
            reader.Fault(setting, $"'{wrong}' must be {what}");
        return [.. list.Distinct(StringComparer.Ordinal)];
    }

    static Uri? ReadEndpoint(SettingsReader reader)
    {
        if (reader.Optional("endpoint") is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)) && uri.UserInfo.Length == 0)
            return uri;
        reader.Fault("endpoint", $"'{text}' must be an https URL");
        return null;
    }

    static IReadOnlyDictionary<string, string> ReadTags(SettingsReader reader)
    {
        var tags = reader.Pairs("tags");
        foreach (var name in tags.Keys.Where(name => name.StartsWith("slipway.", StringComparison.Ordinal) || name.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
            reader.Fault("tags", $"'{name}' is not for pools to set");
        return tags;
    }

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RegionPattern();

    [GeneratedRegex("^ami-[0-9a-f]{8,17}$", RegexOptions.None, 1000)]
    private static partial Regex ImagePattern();

    [GeneratedRegex(@"^[a-z0-9-]{1,20}\.[a-z0-9-]{1,20}$", RegexOptions.None, 1000)]
    private static partial Regex TypePattern();

    [GeneratedRegex("^subnet-[0-9a-f]{8,17}$", RegexOptions.None, 1000)]
    private static partial Regex SubnetPattern();

    [GeneratedRegex("^sg-[0-9a-f]{8,17}$", RegexOptions.None, 1000)]
    private static partial Regex GroupPattern();
}
