using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Cli.Push;
using Slipway.Cli.Verify;
using Slipway.Contracts.PackageServer;

namespace Slipway.Cli;

/// <summary>What <c>slipway login</c> remembers, in a file that only its owner reads.</summary>
sealed record Config(string Url, string Token)
{
    public static string File => Path.Combine(Folder, "config.json");

    static string Folder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } home && Path.IsPathRooted(home)
            ? home
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"),
        "slipway");

    public static Config? Load()
    {
        try
        {
            return JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(File), CliJson.Default.Config);
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException)
        {
            throw new Failure(ExitCode.Usage, $"{File} is damaged.", "Log in again: slipway login URL.");
        }
    }

    /// <summary>Written whole under another name, then renamed: a reader sees the old one or the new one.</summary>
    public void Save()
    {
        Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var fresh = $"{File}.{Environment.ProcessId}";
        using (var stream = new FileStream(fresh, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            JsonSerializer.Serialize(stream, this, CliJson.Default.Config);
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(fresh, File, overwrite: true);
    }
}

/// <summary>The command's own JSON: its file, and results that are not the server's.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Config))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(Done[]))]
[JsonSerializable(typeof(PushLine))]
[JsonSerializable(typeof(GitHubIdToken))]
[JsonSerializable(typeof(TradedToken))]
[JsonSerializable(typeof(VerifyResult))]
sealed partial class CliJson : JsonSerializerContext;

/// <summary>One thing that a command did, for <c>--json</c>.</summary>
sealed record Done(string Name, string Status);

/// <summary>One line of <c>push --json</c>. Status: <c>pushed</c>, <c>unchanged</c> or <c>failed</c>.</summary>
sealed record PushLine(string File, string Status, string? Code, string? Error, Contracts.PackageServer.PushResult? Result);
