namespace Slipway.Formats.Rpm;

/// <summary>
/// <c>other.xml</c>, byte for byte as createrepo_c prints it (xml_dump_other.c): the ten latest changes, oldest first. Header,
/// packages and footer one after another are the document.
/// </summary>
public static class OtherXml
{
    const int MostChanges = 10;

    /// <summary>What the document ends with.</summary>
    public static byte[] Footer => "</otherdata>"u8.ToArray();

    /// <summary>What the document begins with.</summary>
    public static byte[] Header(long packages) => new XmlBytes(256)
        .Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<otherdata xmlns=\"http://linux.duke.edu/metadata/other\" packages=\""u8)
        .Number(packages).Raw("\">\n"u8).ToArray();

    /// <summary>One package's element, ended by a newline.</summary>
    public static byte[] WritePackage(RpmPackage package, string pkgid)
    {
        var xml = new XmlBytes();
        PackageXml.Begin(xml, package, pkgid);
        var latest = package.Changelog.Take(MostChanges).ToArray();
        var times = DistinctTimes(latest);
        for (var i = latest.Length - 1; i >= 0; i--)
        {
            xml.Raw("  <changelog author=\""u8).Attribute(WithoutTrailingBlanks(latest[i].Author))
                .Raw("\" date=\""u8).Number(times[i])
                .Raw("\">"u8).Text(latest[i].Text).Raw("</changelog>\n"u8);
        }

        return xml.Raw("</package>\n"u8).ToArray();
    }

    /// <summary>
    /// Entries of the same time keep their order for clients that sort: an entry that equals the one after it moves ahead by a
    /// second, and pushes on those that it then equals (createrepo_c: parsehdr.c).
    /// </summary>
    static long[] DistinctTimes(RpmChange[] newestFirst)
    {
        var times = new long[newestFirst.Length];
        for (var i = 0; i < times.Length; i++)
        {
            var time = times[i] = newestFirst[i].Time;
            if (i == 0 || newestFirst[i - 1].Time != time)
            {
                continue;
            }

            for (var newer = i - 1; newer >= 0 && times[newer] == time; newer--)
            {
                times[newer] = ++time;
            }
        }

        return times;
    }

    static string WithoutTrailingBlanks(string author) => author.Length == 0 ? author : author[0] + author[1..].TrimEnd(' ');
}
