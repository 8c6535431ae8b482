using Slipway.System.Tests.Clients;
using Slipway.Testing;

namespace Slipway.System.Tests;

public sealed class RpmClientTests(SharedServer shared)
{
    const string El9 = "el/9";

    [Fact]
    public async Task Dnf_verifies_the_signature_installs_and_upgrades_to_what_was_pushed_between()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server);
        await repository.PushAsync(El9, Samples.Rpm("1.0"));
        using var dnf = await DnfClient.OfAsync(repository, El9);
        await InstallAndUpgradeAsync(repository, dnf, El9);
    }

    [Fact]
    public async Task Zypper_verifies_the_signature_installs_and_upgrades_to_what_was_pushed_between()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server);
        await repository.PushAsync(El9, Samples.Rpm("1.0"));
        using var zypper = await ZypperClient.OfAsync(repository, El9);
        await InstallAndUpgradeAsync(repository, zypper, El9);
    }

    [Fact]
    public async Task Dnf_reads_metadata_compressed_with_zstd()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server);
        await repository.PushAsync("fedora/42", Samples.Rpm("1.0"));
        (await repository.GetAsync("fedora/42/x86_64/repodata/repomd.xml")).ShouldContain("primary.xml.zst");
        using var dnf = await DnfClient.OfAsync(repository, "fedora/42");

        await dnf.InstallAsync("hello").ShouldSucceedAsync();
    }

    [Fact]
    public async Task Dnf_installs_a_noarch_package_and_downloads_a_source_package()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server);
        await repository.PushAsync(El9, Samples.Rpm("1.0", "everywhere", "noarch"));
        await repository.PushAsync(El9, Samples.Rpm("1.0", source: true));
        using var dnf = await DnfClient.OfAsync(repository, El9);

        await dnf.InstallAsync("everywhere").ShouldSucceedAsync();
        (await dnf.AvailableAsync("--disablerepo=*", "--enablerepo=slipway-source")).ShouldBe(["hello-1.0-1.src"]);
        var location = (await dnf.RunAsync("repoquery", "-q", "--disablerepo=*", "--enablerepo=slipway-source", "--location", "hello.src").ShouldSucceedAsync()).Output.Trim();
        using var http = shared.Server.Client(token: null);
        var file = Path.Combine(dnf.Downloads, "hello.src.rpm");
        await File.WriteAllBytesAsync(file, await http.GetByteArrayAsync(new Uri(location)));
        (await Tool.RunAsync("rpm", "-qp", "--nosignature", "--queryformat", "%{SOURCEPACKAGE}", file)).ShouldBe("1");
    }

    [Fact]
    public async Task Dnf_and_zypper_no_longer_see_a_yanked_package()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server);
        await repository.PushAsync(El9, Samples.Rpm("1.0"));
        await repository.PushAsync(El9, Samples.Rpm("2.0"));
        using var dnf = await DnfClient.OfAsync(repository, El9);
        using var zypper = await ZypperClient.OfAsync(repository, El9);
        await repository.YankAsync(El9, "hello-2.0-1.x86_64.rpm");

        await dnf.RefreshAsync().ShouldSucceedAsync();
        (await dnf.AvailableAsync()).ShouldBe(["hello-1.0-1.x86_64"]);
        await zypper.RefreshAsync().ShouldSucceedAsync();
        var found = (await zypper.RunAsync("search", "--details", "hello").ShouldSucceedAsync()).Output;
        found.ShouldContain("1.0-1");
        found.ShouldNotContain("2.0-1");
    }

    [Fact]
    public async Task Dnf_and_zypper_refuse_the_repository_when_they_trust_another_key()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server);
        await repository.PushAsync(El9, Samples.Rpm("1.0"));
        using var dnf = await DnfClient.OfAsync(repository, El9);
        await using var other = await ServerProcess.StartAsync();
        var key = Directory.GetFiles(Path.GetDirectoryName(dnf.Root)!, "key.asc").Single();
        await File.WriteAllTextAsync(key, await other.Client().GetStringAsync("/team/packages/gpgkey"));

        await dnf.RefreshAsync().ShouldFailAsync("Bad GPG signature");
    }

    static async Task InstallAndUpgradeAsync(TestRepository repository, IPackageClient client, string distribution)
    {
        await client.RefreshAsync().ShouldSucceedAsync();
        await client.InstallAsync("hello").ShouldSucceedAsync();
        (await Tool.RunAsync("sh", Path.Combine(client.Root, "usr/bin/hello"))).ShouldBe("hello 1.0\n");

        await repository.PushAsync(distribution, Samples.Rpm("1.1"));
        await client.RefreshAsync().ShouldSucceedAsync();
        await client.InstallAsync("hello").ShouldSucceedAsync();
        (await Tool.RunAsync("sh", Path.Combine(client.Root, "usr/bin/hello"))).ShouldBe("hello 1.1\n");
    }
}
