namespace Slipway.Bench.Peers;

/// <summary>createrepo_c on a folder of packages. Its <c>repomd.xml</c> is not signed here; ours is.</summary>
sealed class Createrepo(string packages, string output, bool database)
{
    public Task CreateAsync() => RunAsync();

    public Task UpdateAsync() => RunAsync("--update");

    Task RunAsync(params string[] more)
    {
        Directory.CreateDirectory(output);
        return Command.RunAsync("createrepo_c", ["--quiet", "--outputdir", output, .. database ? Array.Empty<string>() : ["--no-database"], .. more, packages]);
    }
}
