namespace Slipway.PackageServer.Downloads;

static class ContentTypes
{
    /// <param name="path">Its last extension decides.</param>
    public static string Of(string path) => Path.GetExtension(path) switch
    {
        ".deb" => "application/vnd.debian.binary-package",
        ".rpm" => "application/x-rpm",
        ".gz" => "application/gzip",
        ".xz" => "application/x-xz",
        ".zst" => "application/zstd",
        ".bz2" => "application/x-bzip2",
        ".xml" => "application/xml",
        ".asc" or ".gpg" => "application/pgp-signature",
        ".key" => "application/pgp-keys",
        "" or ".dsc" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}
