namespace Slipway.Formats.Debian;

/// <summary>A source package in a Sources index, as <c>apt-ftparchive sources</c> writes it.</summary>
public static class SourcesStanza
{
    static readonly string[] Order =
    [
        "Package", "Source", "Format", "Binary", "Architecture", "Version", "Priority", "Class", "Section", "Origin", "Maintainer",
        "Original-Maintainer", "Uploaders", "Dm-Upload-Allowed", "Standards-Version", "Build-Depends", "Build-Depends-Arch",
        "Build-Depends-Indep", "Build-Conflicts", "Build-Conflicts-Arch", "Build-Conflicts-Indep", "Testsuite", "Testsuite-Triggers",
        "Homepage", "Vcs-Browser", "Vcs-Browse", "Vcs-Arch", "Vcs-Bzr", "Vcs-Cvs", "Vcs-Darcs", "Vcs-Git", "Vcs-Hg", "Vcs-Mtn",
        "Vcs-Svn", "Directory", "Package-List", "Files", "Checksums-Md5", "Checksums-Sha1", "Checksums-Sha256", "Checksums-Sha512",
    ];

    /// <summary>Nobody asks for these digests, and the .dsc would be missing in them.</summary>
    static readonly string[] NotListed = ["Source", "Status", "Checksums-Md5", "Checksums-Sha1", "Checksums-Sha512"];

    /// <summary>Ends with a blank line. The .dsc comes first of the files. SHA-256 is listed when it is known of every file.</summary>
    /// <param name="directory">Where all the files lie, relative to the repository's root.</param>
    public static byte[] Write(SourcePackage source, string directory, PoolFile dsc)
    {
        var dscFile = new SourceFile(dsc.Filename[(dsc.Filename.LastIndexOf('/') + 1)..], dsc.Size, dsc.Md5, dsc.Sha256);
        SourceFile[] files = [dscFile, .. source.Files];
        var stanza = new Stanza(Order);
        stanza.Add(source.Control.Fields);
        foreach (var name in NotListed) stanza.Remove(name);
        stanza.Set("Package", source.Name);
        stanza.Set("Directory", directory);
        stanza.Set("Files", List(files, f => f.Md5));
        if (files.All(f => f.Sha256 is not null)) stanza.Set("Checksums-Sha256", List(files, f => f.Sha256!));
        else stanza.Remove("Checksums-Sha256");
        return stanza.ToBytes();
    }

    static string List(IEnumerable<SourceFile> files, Func<SourceFile, string> digest) =>
        string.Concat(files.Select(f => $"\n {digest(f)} {f.Size} {f.Name}"));
}
