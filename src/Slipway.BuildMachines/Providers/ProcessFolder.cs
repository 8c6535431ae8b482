using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Providers;

/// <summary>
/// Where machines of this host lie: a folder each, named by its id, with <c>labels.json</c>, <c>slipway-runner.json</c> (for the owner alone),
/// <c>started</c>, <c>log</c>, and what the runner keeps. A folder without labels is none: it appears whole, by renaming.
/// </summary>
sealed class ProcessFolder(string root, InstanceId instance)
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Of(string machineId) => Path.Combine(root, machineId);

    public string ConfigOf(string machineId) => Path.Combine(Of(machineId), "slipway-runner.json");

    public string LogOf(string machineId) => Path.Combine(Of(machineId), "log");

    /// <summary>Whether its process was started, as far as is known.</summary>
    public string StartedOf(string machineId) => Path.Combine(Of(machineId), "started");

    public bool Exists(string machineId) => Labels(machineId)?.Instance == instance.Value;

    public IEnumerable<(string MachineId, string Pool)> All()
    {
        if (!Directory.Exists(root))
        {
            yield break;
        }

        foreach (var folder in Directory.GetDirectories(root, "m*"))
        {
            var id = Path.GetFileName(folder);
            if (Labels(id) is { } labels && labels.Instance == instance.Value)
            {
                yield return (id, labels.Pool);
            }
        }
    }

    /// <summary>Made beside, and renamed when it is whole. Where it is there already, nothing happens.</summary>
    public void Make(MachineOrder order)
    {
        if (Exists(order.MachineId))
        {
            return;
        }

        Directory.CreateDirectory(root, OwnerOnly);
        var fresh = Path.Combine(root, $".{order.MachineId}.{Guid.NewGuid():n}");
        Directory.CreateDirectory(fresh, OwnerOnly);
        try
        {
            var config = JsonNode.Parse(order.Runner.Config)!.AsObject();
            (config["buildsFolder"], config["cacheFolder"]) = (Path.Combine(Of(order.MachineId), "builds"), Path.Combine(Of(order.MachineId), "cache"));
            Write(Path.Combine(fresh, "slipway-runner.json"), JsonSerializer.SerializeToUtf8Bytes(config, JsonNodeJson.Default.JsonObject));
            var labels = new JsonObject { [MachineLabels.Instance] = instance.Value, [MachineLabels.Machine] = order.MachineId, [MachineLabels.Pool] = order.Pool };
            Write(Path.Combine(fresh, "labels.json"), JsonSerializer.SerializeToUtf8Bytes(labels, JsonNodeJson.Default.JsonObject));
            Directory.Move(fresh, Of(order.MachineId));
        }
        catch (IOException) when (Exists(order.MachineId))
        {
            Directory.Delete(fresh, recursive: true); // another call was first
        }
    }

    public void Delete(string machineId)
    {
        if (Exists(machineId))
        {
            // Out of the list at once, whole, and then away.
            var gone = Path.Combine(root, $".gone.{machineId}");
            Directory.Move(Of(machineId), gone);
            Directory.Delete(gone, recursive: true);
        }
    }

    /// <summary>What a crash left half made or half deleted.</summary>
    public void Sweep(DateTime before)
    {
        if (Directory.Exists(root))
        {
            foreach (var left in Directory.GetDirectories(root, ".*").Where(folder => Directory.GetLastWriteTimeUtc(folder) < before))
            {
                Directory.Delete(left, recursive: true);
            }
        }
    }

    (string Instance, string Pool)? Labels(string machineId)
    {
        try
        {
            var labels = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Of(machineId), "labels.json")))?.AsObject();
            return ((string?)labels?[MachineLabels.Instance] ?? "", (string?)labels?[MachineLabels.Pool] ?? "");
        }
        catch (Exception none) when (none is IOException or JsonException or InvalidOperationException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static void Write(string path, byte[] bytes)
    {
        using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonObject))]
sealed partial class JsonNodeJson : System.Text.Json.Serialization.JsonSerializerContext;
