using System.IO.Compression;
using System.Text.Json;
using Slipway.Agent.Artifacts;
using Slipway.Agent.Protocol;
using Slipway.Agent.Traces;
using Slipway.ContainerEngine;
using Slipway.Formats;
using Slipway.Testing;

namespace Slipway.Fuzz;

/// <summary>What the runner reads of others: jobs, archives, the container engine's output, patterns.</summary>
static class AgentTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("runner-job", ["""{"id":1,"token":"t","job_info":{"project_id":4},"git_info":{"sha":"a"},"variables":[{"key":"A","value":"b"}],"steps":[{"name":"script","script":["make"]}]}"""u8.ToArray()], JobAsync),
        new("runner-zip", [Zip()], ZipAsync),
        new("runner-frames", [[1, 0, 0, 0, 0, 0, 0, 2, 104, 105]], FramesAsync),
        new("runner-glob", ["**/*.{deb,rpm}\na/b.deb"u8.ToArray(), "[a-c]?\\*\nb"u8.ToArray()], GlobAsync) { ReadsAnything = true },
    ];

    static Task JobAsync(byte[] bytes, CancellationToken ct)
    {
        try
        {
            JsonSerializer.Deserialize(bytes, ProtocolJson.Default.JobPayload);
            return Task.CompletedTask;
        }
        catch (JsonException refused)
        {
            throw Refused(refused);
        }
    }

    /// <summary>Whatever an archive says, nothing appears beside the folder that it is unpacked into. It reads files: on a thread of its own it waits for them.</summary>
    static Task ZipAsync(byte[] bytes, CancellationToken ct)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["tree"]);
        File.WriteAllBytes(folder["archive"], bytes);
        try
        {
            new ZipReader(folder["tree"], owner: null, open: false, limit: 1024 * 1024).UnpackAsync(folder["archive"], ct).GetAwaiter().GetResult();
        }
        catch (ArchiveRefusedException refused)
        {
            Inside(folder);
            throw Refused(refused);
        }

        Inside(folder);
        return Task.CompletedTask;
    }

    static void Inside(TempFolder folder)
    {
        if (Directory.GetFileSystemEntries(folder.Path).Length != 2)
            throw new InvalidOperationException("The archive led out of its folder.");
    }

    static async Task FramesAsync(byte[] bytes, CancellationToken ct)
    {
        try
        {
            using var output = new MaskedOutput([], [], _ => { });
            await Frames.CopyAsync(new MemoryStream(bytes), output.Append, ct);
        }
        catch (InvalidDataException refused)
        {
            throw Refused(refused);
        }
    }

    static Task GlobAsync(byte[] bytes, CancellationToken ct)
    {
        var (pattern, path) = System.Text.Encoding.UTF8.GetString(bytes).Split('\n', 2) is [var one, var two] ? (one, two) : ("*", "x");
        var glob = new Glob(pattern);
        _ = glob.Matches(path);
        _ = glob.MayMatchBelow(path);
        return Task.CompletedTask;
    }

    static byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, mode) in (ReadOnlySpan<(string, int)>)[("dir/", 0x41ed), ("dir/file", 0x81a4), ("link", 0xa1ff)])
            {
                var entry = zip.CreateEntry(name);
                entry.ExternalAttributes = mode << 16;
                using var content = entry.Open();
                if (!name.EndsWith('/'))
                    content.Write("dir/file"u8);
            }
        }

        return bytes.ToArray();
    }

    static MalformedInputException Refused(Exception why) => new("runner.refused", why.Message);
}
