using Slipway.System.Tests.Clients;

namespace Slipway.System.Tests;

/// <summary>The two lines that a user copies from the repository's page, typed as root.</summary>
public sealed class InstallScriptTests(SharedServer shared)
{
    const string NoOtherSources = "rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /etc/yum.repos.d/* /etc/zypp/repos.d/*\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_script_for_apt_adds_the_repository_and_apt_installs_from_it(bool isPrivate)
    {
        using var repository = await TestRepository.CreateAsync(shared.Server, isPrivate);
        await repository.PushAsync("debian/bookworm", Samples.Deb("1.0"));
        var result = await ScratchMachine.RunAsync(NoOtherSources + await ScriptAsync(repository, "deb", isPrivate)
            + "apt-get install -y hello\ndpkg-query --show hello\n");
        result.ShouldSucceed().Output.ShouldContain("hello\t1.0");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_script_for_rpm_adds_the_repository_and_dnf_installs_from_it(bool isPrivate)
    {
        using var repository = await TestRepository.CreateAsync(shared.Server, isPrivate);
        await repository.PushAsync("el/9", Samples.Rpm("1.0"));
        var result = await ScratchMachine.RunAsync(NoOtherSources + "rm \"$(command -v zypper)\"\nexport os=el dist=9\n" + await ScriptAsync(repository, "rpm", isPrivate)
            + "dnf -y --releasever=9 install hello\nsh /usr/bin/hello\n");
        result.ShouldSucceed().Output.ShouldEndWith("hello 1.0\n");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_script_for_rpm_adds_the_repository_and_zypper_installs_from_it(bool isPrivate)
    {
        using var repository = await TestRepository.CreateAsync(shared.Server, isPrivate);
        await repository.PushAsync("opensuse/15.6", Samples.Rpm("1.0"));
        var result = await ScratchMachine.RunAsync(NoOtherSources + "export os=opensuse dist=15.6\n" + await ScriptAsync(repository, "rpm", isPrivate)
            + "zypper --non-interactive install --allow-unsigned-rpm hello\nsh /usr/bin/hello\n");
        result.ShouldSucceed().Output.ShouldEndWith("hello 1.0\n");
    }

    static async Task<string> ScriptAsync(TestRepository repository, string kind, bool isPrivate)
    {
        var server = isPrivate ? repository.Server.Url.Replace("://", $"://{await repository.TokenAsync("read")}:@", StringComparison.Ordinal) : repository.Server.Url;
        return $"curl -fsS {server}/install/repositories/{repository.FullName}/script.{kind}.sh | bash\n";
    }
}
