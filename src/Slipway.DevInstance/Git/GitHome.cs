using Microsoft.Extensions.Options;
using Slipway.DevInstance.Pushes;
using Slipway.Platform;

namespace Slipway.DevInstance.Git;

/// <summary>
/// What every git process finds in place of a user's home: an empty folder, one configuration, and the hooks. Written at each start, so
/// that it is always what this version means.
/// </summary>
sealed class GitHome(DataFolder data, IOptions<GitOptions> options)
{
    public string Empty => Path.Combine(data.Git, "home");

    public string Configuration => Path.Combine(data.Git, "config");

    public string Hooks => Path.Combine(data.Git, "hooks");

    public void Write()
    {
        Directory.CreateDirectory(data.Repositories, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Empty);
        Directory.CreateDirectory(Hooks);
        File.WriteAllText(Configuration, Text());
        HookScripts.Write(Hooks);
    }

    // hideRefs: what the server keeps for itself is not shown, and merge requests' refs are fetched but never pushed.
    // fsck: three faults of old tools that real histories are full of, and that harm nobody.
    string Text() => $"""
        [core]
          hooksPath = {Quoted(Hooks)}
          fsync = committed,reference
          bigFileThreshold = 32m
          packedGitLimit = 512m
        [transfer]
          fsckObjects = true
          hideRefs = refs/slipway
        [receive]
          hideRefs = refs/merge-requests
          maxInputSize = {options.Value.MaxPushBytes}
          advertisePushOptions = true
          autogc = false
          updateServerInfo = false
          denyDeleteCurrent = ignore
        [receive "fsck"]
          badTimezone = ignore
          missingSpaceBeforeDate = ignore
          zeroPaddedFilemode = ignore
        [fetch "fsck"]
          badTimezone = ignore
          missingSpaceBeforeDate = ignore
          zeroPaddedFilemode = ignore
        [uploadpack]
          allowFilter = true
          allowReachableSHA1InWant = true
        [uploadpackfilter "sparse:oid"]
          allow = false
        [pack]
          threads = 2
          windowMemory = 128m
        [gc]
          auto = 0
        [protocol]
          allow = never

        """;

    static string Quoted(string path) => $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
