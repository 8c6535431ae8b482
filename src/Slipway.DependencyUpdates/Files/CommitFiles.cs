using System.Diagnostics;
using System.Globalization;

namespace Slipway.DependencyUpdates.Files;

/// <summary>The files of a commit, byte for byte as git has them, read one by one through a single <c>git cat-file --batch</c>.</summary>
public sealed class CommitFiles : IDisposable
{
    readonly Process _reader;
    readonly string _commit;

    CommitFiles(Process reader, string commit) => (_reader, _commit) = (reader, commit);

    /// <summary>Valid until this is disposed.</summary>
    public required ProjectFiles Files { get; init; }

    /// <param name="repository">A bare repository or a checkout.</param>
    public static CommitFiles Open(string repository, string commit)
    {
        var paths = new List<string>();
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var tree = Start(repository, ["ls-tree", "-r", "-z", "--full-tree", commit]))
        {
            tree.StandardInput.Close();
            // "MODE TYPE OBJECT\tPATH"; links are no files, submodules are commits.
            foreach (var entry in tree.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries))
            {
                var (head, path) = (entry[..entry.IndexOf('\t', StringComparison.Ordinal)].Split(' '), entry[(entry.IndexOf('\t', StringComparison.Ordinal) + 1)..]);
                if (head[0] == "160000") links[path] = head[2];
                else if (head[0] != "120000" && !ProjectFiles.IsForeign(path)) paths.Add(path);
            }

            tree.WaitForExit();
        }

        CommitFiles? made = null;
        made = new(Start(repository, ["cat-file", "--batch"]), commit) { Files = new(paths, path => made!.Read(path), links) };
        return made;
    }

    public void Dispose()
    {
        _reader.StandardInput.Close();
        if (!_reader.WaitForExit(TimeSpan.FromSeconds(5))) _reader.Kill();
        _reader.Dispose();
    }

    byte[]? Read(string path)
    {
        if (path.Contains('\n', StringComparison.Ordinal)) return null;
        _reader.StandardInput.Write($"{_commit}:{path}\n");
        _reader.StandardInput.Flush();
        var stream = _reader.StandardOutput.BaseStream;
        var head = new List<byte>();
        for (var next = stream.ReadByte(); next is not (-1 or '\n'); next = stream.ReadByte()) head.Add((byte)next);
        // "OBJECT blob SIZE", or "… missing".
        var words = System.Text.Encoding.UTF8.GetString([.. head]).Split(' ');
        if (words is not [_, "blob", var length] || !long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return null;
        var content = size <= ProjectFiles.MaxBytes ? new byte[size] : null;
        if (content is not null) stream.ReadExactly(content);
        else
        {
            var piece = new byte[64 << 10];
            for (var left = size; left > 0; left -= piece.Length) stream.ReadExactly(piece, 0, (int)Math.Min(left, piece.Length));
        }

        stream.ReadByte();
        return content;
    }

    static Process Start(string repository, string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", repository, .. arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false, StandardOutputEncoding = new System.Text.UTF8Encoding(false) };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        return Process.Start(start)!;
    }
}
