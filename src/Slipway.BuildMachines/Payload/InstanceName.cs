using Slipway.Platform.Secrets;

namespace Slipway.BuildMachines.Payload;

/// <summary>A number that is this instance's alone and stays, as GitLab's <c>instance_uuid</c>.</summary>
sealed class InstanceName(SecretBox box)
{
    public string Uuid { get; } = new Guid(box.Derive("instance-uuid").AsSpan(0, 16)).ToString();
}
