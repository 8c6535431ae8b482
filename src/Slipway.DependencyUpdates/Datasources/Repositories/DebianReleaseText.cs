using System.Text;
using Slipway.Formats;
using Slipway.Formats.OpenPgp;

namespace Slipway.DependencyUpdates.Datasources.Repositories;

/// <summary>What a Release file lists: SHA-256 by path.</summary>
static class DebianReleaseText
{
    const int MaxFiles = 100_000;

    /// <param name="key">Armored; the file must be signed by it. Null: the signature is not asked for.</param>
    public static Dictionary<string, string> Read(byte[] release, string? key, string address)
    {
        var text = release;
        if (ClearSignedMessage.Is(release))
        {
            var message = ClearSignedMessage.Parse(release);
            if (key is not null && !PublicKey.Parse(key).Verify(message)) throw Unsigned(address);
            text = message.Text;
        }
        else if (key is not null)
        {
            throw Unsigned(address);
        }

        return Files(Encoding.UTF8.GetString(text));
    }

    static Dictionary<string, string> Files(string text)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var isList = false;
        foreach (var line in text.Split('\n'))
        {
            if (line is not [' ', ..]) isList = line.TrimEnd() == "SHA256:";
            else if (isList && line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [{ Length: 64 } hex, _, var path]) files[path] = hex.ToLowerInvariant();
            if (files.Count > MaxFiles) throw new MalformedInputException("deps.listing-too-long", $"The Release file lists more than {MaxFiles} files.");
        }

        return files;
    }

    static SourceException Unsigned(string address) => new("deps.bad-signature", $"The Release file of {address} is not signed by the configured key.", "Check the key; until then nothing of this repository is believed.");
}
