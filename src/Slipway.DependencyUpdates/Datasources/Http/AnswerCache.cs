using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Slipway.DependencyUpdates.Datasources.Http;

/// <summary>
/// Answers that a host lets us ask for conditionally, one file each: a line of JSON, then the body. What can't be read counts as not there;
/// what can't be written is not kept. Only the owner may read the folder: it can hold what a token opened.
/// </summary>
/// <param name="keepsAll">Also those that can't be asked for conditionally: they are used while they are fresh.</param>
sealed class AnswerCache(string? folder, bool keepsAll, TimeProvider time)
{
    const int MaxHead = 8 << 10;

    public async Task<KeptAnswer?> FindAsync(SourceRequest request, CancellationToken ct)
    {
        if (folder is null || request.Fleeting) return null;
        try
        {
            var bytes = await File.ReadAllBytesAsync(PathOf(request), ct);
            var end = bytes.AsSpan(0, Math.Min(bytes.Length, MaxHead)).IndexOf((byte)'\n');
            if (end < 0 || JsonSerializer.Deserialize(bytes.AsSpan(0, end), CacheJson.Default.CacheHead) is not { } head || head.Address != request.Address.AbsoluteUri || head.Length != bytes.Length - end - 1) return null;
            return new(new(bytes[(end + 1)..]) { ETag = head.ETag, LastModified = head.LastModified, Link = head.Link, ContentType = head.ContentType }, head.StoredAt);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public async Task KeepAsync(SourceRequest request, Answer answer, CancellationToken ct)
    {
        if (folder is null || request.Fleeting || answer.Challenge is not null || (!keepsAll && (answer.ETag ?? answer.LastModified) is null)) return;
        var head = new CacheHead(request.Address.AbsoluteUri, answer.ETag, answer.LastModified, answer.Link, answer.ContentType, time.GetUtcNow(), answer.Body.Length);
        var path = PathOf(request);
        var written = $"{path}.{Guid.NewGuid():N}";
        try
        {
            if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await using (var file = new FileStream(written, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            {
                await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(head, CacheJson.Default.CacheHead), ct);
                await file.WriteAsync("\n"u8.ToArray(), ct);
                await file.WriteAsync(answer.Body, ct);
            }

            File.Move(written, path, overwrite: true);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            File.Delete(written);
        }
    }

    /// <summary>The host says that it holds.</summary>
    /// <param name="link">The same bytes may have another page after them now (RFC 9111, 4.3.4). Null: the host says nothing of it.</param>
    public async Task<Answer> ConfirmAsync(SourceRequest request, KeptAnswer kept, string? link, CancellationToken ct)
    {
        if (link is not null && link != kept.Answer.Link)
        {
            var renewed = kept.Answer with { Link = link };
            await KeepAsync(request, renewed, ct);
            return renewed;
        }

        if (time.GetUtcNow() - kept.StoredAt > TimeSpan.FromMinutes(1)) await KeepAsync(request, kept.Answer, ct);
        return kept.Answer;
    }

    string PathOf(SourceRequest request) =>
        Path.Combine(folder!, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Accept}\n{request.Bearer is null}\n{request.Address.AbsoluteUri}"))));
}
