using System.Text;
using Slipway.Formats.OpenPgp;
using Slipway.PackageServer.Repositories;
using Slipway.PackageServer.Signing;

namespace Slipway.PackageServer.Downloads;

/// <summary>The keys below <c>/{owner}/{name}/gpgkey</c>: the repository's own, and those that its packages are signed with.</summary>
sealed class PublicKeys(PackageKeys packageKeys)
{
    public async Task<IDownload?> OpenAsync(RepositoryState repository, DownloadPath.Key path, CancellationToken ct)
    {
        if (path.Name is null || path.Name == "gpg.key" || path.Name.Contains(repository.Fingerprint[^16..], StringComparison.OrdinalIgnoreCase))
        {
            var bytes = path.Armored ? Encoding.UTF8.GetBytes(repository.PublicKey) : PublicKey.Parse(repository.PublicKey).ExportBinary();
            return new KeyDownload(bytes, repository.CreatedAt);
        }

        return (await packageKeys.ListAsync(repository, ct)).FirstOrDefault(key => path.Name.Contains(key.Fingerprint[^16..], StringComparison.OrdinalIgnoreCase)) is { } uploaded
            ? new KeyDownload(Encoding.UTF8.GetBytes(uploaded.PublicKey), uploaded.CreatedAt)
            : null;
    }
}
