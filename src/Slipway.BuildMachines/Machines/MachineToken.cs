using Slipway.Platform.Secrets;

namespace Slipway.BuildMachines.Machines;

/// <summary>
/// The runner token of a machine: derived from the instance's key and the machine's id. So a start that is asked for again, also after a crash, gives
/// the machine the same token, and none lies in the database.
/// </summary>
sealed class MachineToken(SecretBox box)
{
    public string Of(string machineId) => "glrt-" + Convert.ToHexStringLower(box.Derive($"machine:{machineId}").AsSpan(0, 24));
}
