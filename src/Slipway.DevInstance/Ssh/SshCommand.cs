namespace Slipway.DevInstance.Ssh;

/// <summary>What git asks sshd to run: <c>git-upload-pack 'owner/name.git'</c>.</summary>
readonly record struct SshCommand(bool Push, string Owner, string Name)
{
    const int Longest = 500;

    /// <summary>Null where it is nothing that git asks for.</summary>
    public static SshCommand? Parse(string text)
    {
        var line = text.StartsWith("git ", StringComparison.Ordinal) ? "git-" + text[4..] : text;
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (line.Length > Longest || space < 0 || line[..space] is not (("git-upload-pack" or "git-receive-pack") and var verb))
        {
            return null;
        }

        // git quotes the path, and writes a slash before it where the address had one.
        var path = line[(space + 1)..].Trim().Trim('\'').Trim('/');
        path = path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4] : path;
        return path.Split('/') is [var owner, var name] ? new SshCommand(verb == "git-receive-pack", owner, name) : null;
    }
}
