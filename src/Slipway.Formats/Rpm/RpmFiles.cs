namespace Slipway.Formats.Rpm;

/// <summary>Reads the list of files: arrays of one length, and directories that they point to.</summary>
internal static class RpmFiles
{
    const int KindOfFile = 0xf000;
    const int Directory = 0x4000;
    const ulong Ghost = 1 << 6;

    public static RpmFileList Read(RpmHeader header, RpmLimits limits)
    {
        if (header.Has((uint)RpmTag.OldFileNames))
        {
            throw RpmFault.BadFileList("The package lists its files as rpm did before version 4.");
        }

        var names = header.Texts((uint)RpmTag.BaseNames);
        var indexes = header.Numbers((uint)RpmTag.DirIndexes, RpmType.Int32);
        var modes = header.Numbers((uint)RpmTag.FileModes, RpmType.Int16);
        var flags = header.Numbers((uint)RpmTag.FileFlags, RpmType.Int32);
        if (indexes.Count != names.Count || modes.Count != names.Count || flags.Count != names.Count)
        {
            throw RpmFault.BadFileList($"The package lists {names.Count} names, {indexes.Count} directories, {modes.Count} modes and {flags.Count} flags.");
        }

        if (names.Count == 0)
        {
            return RpmFileList.Empty;
        }

        var directories = RpmNames.Read(header.Texts((uint)RpmTag.DirNames));
        var directoryOf = new int[names.Count];
        var kinds = new RpmFileKind[names.Count];
        for (var i = 0; i < directoryOf.Length; i++)
        {
            directoryOf[i] = indexes[i] < (ulong)directories.Count
                ? (int)indexes[i]
                : throw RpmFault.BadFileList($"A file is in directory {indexes[i]}; there are {directories.Count}.");
            kinds[i] = ((int)modes[i] & KindOfFile) == Directory ? RpmFileKind.Directory
                : (flags[i] & Ghost) != 0 ? RpmFileKind.Ghost
                : RpmFileKind.File;
        }

        var files = new RpmFileList(RpmNames.Read(names), directories, directoryOf, kinds);
        return files.PathBytes <= limits.MaxPathBytes
            ? files
            : throw new MalformedInputException(
                "rpm.file-list-too-large", $"The package's paths have {files.PathBytes} bytes; {limits.MaxPathBytes} are allowed.");
    }
}
