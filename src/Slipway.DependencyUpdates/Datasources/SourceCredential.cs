namespace Slipway.DependencyUpdates.Datasources;

/// <summary>A header for every request to one host, and only to it, also after a redirect.</summary>
/// <param name="Host">Name, with the port where the URL has one: <c>git.example.com:8443</c>.</param>
/// <param name="Header"><c>Authorization</c>, <c>PRIVATE-TOKEN</c> ...</param>
public sealed record SourceCredential(string Host, string Header, string Value)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Header} for {Host}";
}
