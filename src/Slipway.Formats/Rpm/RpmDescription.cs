namespace Slipway.Formats.Rpm;

/// <summary>Makes the package's description of its two headers.</summary>
internal static class RpmDescription
{
    public static RpmPackage Read(RpmHeader signature, RpmHeader header, int format, long headerStart, RpmLimits limits)
    {
        var arch = RpmIdentity.Arch(header);
        var isSource = IsSource(header);
        var requires = Dependencies(header, RpmTag.RequireName, RpmTag.RequireFlags, RpmTag.RequireVersion);
        var suggests = Dependencies(header, RpmTag.SuggestName, RpmTag.SuggestFlags, RpmTag.SuggestVersion);
        var enhances = Dependencies(header, RpmTag.EnhanceName, RpmTag.EnhanceFlags, RpmTag.EnhanceVersion);
        var recommends = Dependencies(header, RpmTag.RecommendName, RpmTag.RecommendFlags, RpmTag.RecommendVersion);
        var supplements = Dependencies(header, RpmTag.SupplementName, RpmTag.SupplementFlags, RpmTag.SupplementVersion);
        RpmDependencies.AddOld(header, recommends, suggests, RpmTag.OldSuggestsName, RpmTag.OldSuggestsFlags, RpmTag.OldSuggestsVersion);
        RpmDependencies.AddOld(header, supplements, enhances, RpmTag.OldEnhancesName, RpmTag.OldEnhancesFlags, RpmTag.OldEnhancesVersion);
        return RpmIdentity.CheckFileName(new RpmPackage
        {
            Name = RpmIdentity.Name(header),
            Epoch = RpmIdentity.Epoch(header),
            Version = RpmIdentity.Version(header),
            Release = RpmIdentity.Release(header),
            Arch = isSource ? "src" : arch,
            HeaderArch = arch,
            IsSource = isSource,
            IsNoSource = isSource && (header.Has((uint)RpmTag.NoSource) || header.Has((uint)RpmTag.NoPatch)),
            Format = format,
            Summary = Text(header, RpmTag.Summary),
            Description = Text(header, RpmTag.Description),
            Packager = Text(header, RpmTag.Packager),
            Url = Text(header, RpmTag.Url),
            License = Text(header, RpmTag.License),
            Vendor = Text(header, RpmTag.Vendor),
            Group = Text(header, RpmTag.Group),
            BuildHost = Text(header, RpmTag.BuildHost),
            // rpm says "(none)" for a binary package that names no source.
            SourceRpm = header.Has((uint)RpmTag.SourceRpm) || isSource ? Text(header, RpmTag.SourceRpm) : "(none)",
            BuildTime = (long)(header.Number((uint)RpmTag.BuildTime, RpmType.Int32) ?? 0),
            InstalledSize = Size(header, RpmTag.LongSize, RpmTag.Size),
            ArchiveSize = ArchiveSize(signature, header, format),
            HeaderStart = headerStart,
            HeaderEnd = headerStart + header.Bytes.Length,
            Provides = Dependencies(header, RpmTag.ProvideName, RpmTag.ProvideFlags, RpmTag.ProvideVersion),
            Requires = requires,
            Conflicts = Dependencies(header, RpmTag.ConflictName, RpmTag.ConflictFlags, RpmTag.ConflictVersion),
            Obsoletes = Dependencies(header, RpmTag.ObsoleteName, RpmTag.ObsoleteFlags, RpmTag.ObsoleteVersion),
            Suggests = suggests,
            Enhances = enhances,
            Recommends = recommends,
            Supplements = supplements,
            Files = RpmFiles.Read(header, limits),
            Changelog = Changelog(header),
        });
    }

    // rpm: lib/package.cc, applyRetrofits: with neither tag, a single directory without a name marks a source package.
    static bool IsSource(RpmHeader header)
    {
        if (header.Has((uint)RpmTag.SourceRpm) || header.Has((uint)RpmTag.SourcePackage))
        {
            return header.Number((uint)RpmTag.SourcePackage, RpmType.Int32) is > 0;
        }

        var directories = header.Texts((uint)RpmTag.DirNames);
        return directories.Count == 1 && directories.Next().IsEmpty;
    }

    static List<RpmDependency> Dependencies(RpmHeader header, RpmTag name, RpmTag flags, RpmTag version) =>
        RpmDependencies.Read(header, name, flags, version);

    static string Text(RpmHeader header, RpmTag tag) => header.Text((uint)tag) is { } bytes ? RpmText.Decode(bytes.Span) : "";

    static long Size(RpmHeader header, RpmTag wide, RpmTag narrow) => Signed(
        header.Number((uint)wide, RpmType.Int64) ?? header.Number((uint)narrow, RpmType.Int32) ?? 0);

    // Format 4 has it in the signature header, where tag numbers above 999 mean other things; format 6 in the main one.
    static long ArchiveSize(RpmHeader signature, RpmHeader header, int format) => Signed(
        (format >= 6 ? header.Number((uint)RpmTag.PayloadSizeAlt, RpmType.Int64)
            : signature.Number((uint)RpmSignatureTag.LongArchiveSize, RpmType.Int64) ?? signature.Number((uint)RpmSignatureTag.PayloadSize, RpmType.Int32))
        ?? header.Number((uint)RpmTag.ArchiveSize, RpmType.Int32) ?? 0);

    static long Signed(ulong size) => size <= long.MaxValue ? (long)size : throw RpmFault.BadHeader($"A size of {size} bytes is claimed.");

    static List<RpmChange> Changelog(RpmHeader header)
    {
        var times = header.Numbers((uint)RpmTag.ChangelogTime, RpmType.Int32);
        var names = header.Texts((uint)RpmTag.ChangelogName);
        var texts = header.Texts((uint)RpmTag.ChangelogText);
        if (times.Count != names.Count || times.Count != texts.Count)
        {
            throw RpmFault.BadHeader($"The changelog has {times.Count} times, {names.Count} names and {texts.Count} texts.");
        }

        var changes = new List<RpmChange>(times.Count);
        for (var i = 0; i < times.Count; i++)
        {
            changes.Add(new RpmChange(RpmText.Decode(names.Next()), (long)times[i], RpmText.Decode(texts.Next())));
        }

        return changes;
    }
}
