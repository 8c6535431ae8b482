using Amazon;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Ec2;

/// <summary>Machines that are instances of EC2, or of what speaks its API.</summary>
public sealed class Ec2ProviderKind : IMachineProviderKind
{
    public string Name => "ec2";

    public void Check(SettingsReader settings) => Ec2Settings.Read(settings);

    public IMachineProvider Open(ProviderSettings settings, InstanceId instance)
    {
        var read = Ec2Settings.Read(new SettingsReader(settings));
        return new Ec2Provider(() => Client(read), read, instance);
    }

    /// <summary>With the credentials of a file's profile where the pool names one, else those that the SDK finds: variables, the host's role.</summary>
    static AmazonEC2Client Client(Ec2Settings settings)
    {
        var config = new AmazonEC2Config
        {
            Timeout = TimeSpan.FromSeconds(30),
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 3,
        };
        if (settings.Endpoint is { } endpoint)
            (config.ServiceURL, config.AuthenticationRegion) = (endpoint.ToString(), settings.Region);
        else
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(settings.Region);
        if (settings.Credentials is null && settings.Profile is null)
            return new AmazonEC2Client(config);
        var chain = new CredentialProfileStoreChain(settings.Credentials);
        return chain.TryGetAWSCredentials(settings.Profile ?? "default", out var credentials)
            ? new AmazonEC2Client(credentials, config)
            : throw new IOException($"there is no profile '{settings.Profile ?? "default"}' in {settings.Credentials ?? "the AWS configuration of the server's user"}");
    }
}
