namespace Slipway.Bench.Samples;

/// <summary>Sample packages as files: by their number, made on every core, and each only once.</summary>
sealed class SampleFolder(string folder, bool rpm)
{
    readonly Dictionary<int, string> files = [];

    public string Folder => folder;

    public string this[int number] => files[number];

    public IReadOnlyList<string> Make(int from, int count)
    {
        Directory.CreateDirectory(folder);
        var made = new string[count];
        Parallel.For(0, count, at => made[at] = Write(from + at));
        for (var at = 0; at < count; at++)
        {
            files[from + at] = made[at];
        }

        return made;
    }

    string Write(int number)
    {
        if (rpm)
        {
            var package = SampleRpm.Of(number);
            return Write($"{package.Name}-{package.Version}-{package.Release}.{package.Arch}.rpm", package.ToArray());
        }

        var deb = SampleDeb.Of(number);
        return Write(deb.FileName, deb.Build());
    }

    string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
