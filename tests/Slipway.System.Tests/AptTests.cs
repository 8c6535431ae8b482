using Slipway.System.Tests.Clients;
using Slipway.Testing;

namespace Slipway.System.Tests;

public sealed class AptTests(SharedServer shared)
{
    const string Bookworm = "debian/bookworm";

    [Fact]
    public async Task Apt_verifies_the_signature_installs_and_upgrades_to_what_was_pushed_between()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server);
        await repository.PushAsync(Bookworm, Samples.Deb("1.0-1"));
        using var apt = await AptClient.OfAsync(repository, Bookworm);

        await apt.RefreshAsync().ShouldSucceedAsync();
        await apt.InstallAsync("hello").ShouldSucceedAsync();
        (await Tool.RunAsync("sh", Path.Combine(apt.Root, "usr/bin/hello"))).ShouldBe("hello 1.0-1\n");

        await repository.PushAsync(Bookworm, Samples.Deb("1.0-2"));
        await apt.RefreshAsync().ShouldSucceedAsync();
        await apt.GetAsync("upgrade").ShouldSucceedAsync();
        (await Tool.RunAsync("sh", Path.Combine(apt.Root, "usr/bin/hello"))).ShouldBe("hello 1.0-2\n");
    }

    [Fact]
    public async Task Apt_refuses_the_repository_when_it_trusts_another_key()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server);
        await repository.PushAsync(Bookworm, Samples.Deb("1.0-1"));
        using var apt = await AptClient.OfAsync(repository, Bookworm);
        await using var other = await ServerProcess.StartAsync();
        await File.WriteAllTextAsync(apt.Keyring, await other.Client().GetStringAsync("/team/packages/gpgkey"));

        await apt.RefreshAsync().ShouldFailAsync("NO_PUBKEY");
    }

    [Fact]
    public async Task Apt_fetches_a_source_package()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server);
        var source = new SourcePackageBuilder { Name = "hello", Version = "2.0" };
        var (dsc, tar) = source.Build();
        await repository.PushAsync(Bookworm, source.DscName, dsc, (source.TarName, tar));
        using var apt = await AptClient.OfAsync(repository, Bookworm);

        await apt.RefreshAsync().ShouldSucceedAsync();
        await apt.GetAsync("source", "--allow-unauthenticated", "hello").ShouldSucceedAsync();
        File.Exists(Path.Combine(apt.Root, "tmp/hello-2.0/debian/control")).ShouldBeTrue();
    }

    [Fact]
    public async Task Apt_file_finds_a_package_by_a_path_in_it()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server);
        await repository.PushAsync(Bookworm, Samples.Deb("1.0-1"));
        await repository.PushAsync(Bookworm, Samples.Deb("1.0-1", "farewell"));
        using var apt = await AptClient.OfAsync(repository, Bookworm);
        foreach (var file in Directory.GetFiles("/etc/apt/apt.conf.d", "*apt-file*"))
        {
            File.Copy(file, Path.Combine(apt.Root, "etc/apt/apt.conf.d", Path.GetFileName(file)));
        }

        await apt.RefreshAsync().ShouldSucceedAsync();
        (await apt.RunAsync("apt-file", "search", "usr/bin/farewell").ShouldSucceedAsync()).Output.ShouldBe("farewell: /usr/bin/farewell\n");
    }

    [Fact]
    public async Task Apt_no_longer_sees_a_yanked_package_and_still_sees_the_one_before()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server);
        await repository.PushAsync(Bookworm, Samples.Deb("1.0-1"));
        await repository.PushAsync(Bookworm, Samples.Deb("1.0-2"));
        using var apt = await AptClient.OfAsync(repository, Bookworm);
        await apt.RefreshAsync().ShouldSucceedAsync();
        (await apt.VersionsAsync("hello")).ShouldContain("1.0-2");

        await repository.YankAsync(Bookworm, "hello_1.0-2_amd64.deb");
        await apt.RefreshAsync().ShouldSucceedAsync();
        var seen = await apt.VersionsAsync("hello");
        seen.ShouldContain("1.0-1");
        seen.ShouldNotContain("1.0-2");
    }

    [Fact]
    public async Task Apt_resolves_dependencies_between_packages_of_the_repository()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server);
        await repository.PushAsync(Bookworm, Samples.Deb("1:2.0-1", "library") with { Architecture = "all" });
        await repository.PushAsync(Bookworm, Samples.Deb("1.0-1") with { Fields = new Dictionary<string, string> { ["Depends"] = "library (>= 1:2.0)" } });
        using var apt = await AptClient.OfAsync(repository, Bookworm);

        await apt.RefreshAsync().ShouldSucceedAsync();
        await apt.InstallAsync("hello").ShouldSucceedAsync();
        File.Exists(Path.Combine(apt.Root, "usr/bin/library")).ShouldBeTrue();
    }
}
