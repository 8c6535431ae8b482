using Slipway.Testing;

namespace Slipway.PackageServer.Tests;

public sealed class InstallTests(SharedServer shared)
{
    [Theory]
    [InlineData("os=ubuntu&dist=noble", 200)]
    [InlineData("os=Ubuntu&dist=24.04", 200)]
    [InlineData("os=debian&dist=12", 200)]
    [InlineData("os=el&dist=9", 404)]
    [InlineData("os=plan9&dist=4", 404)]
    [InlineData("", 404)]
    public async Task Unknown_distributions_make_curl_fail(string query, int status)
    {
        using var own = await OwnRepository.CreateAsync(shared);
        ((int)(await own.Admin.GetAsync($"/install/repositories/{own.Name}/config_file.list?{query}")).StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task The_token_of_a_private_repository_stands_in_no_file_that_all_may_read()
    {
        using var own = await OwnRepository.CreateAsync(shared, isPrivate: true);
        var master = (await own.GetAsync($"{own.V1}/master_tokens"))[0].GetProperty("value").GetString()!;
        using var machine = OwnRepository.As(own.Server, master);
        var at = $"/install/repositories/{own.Name}";
        (await machine.GetStringAsync($"{at}/ubuntu/noble/config_file.list")).ShouldNotContain(master);
        var auth = await machine.GetStringAsync($"{at}/apt_auth_conf?os=ubuntu&dist=noble&name=host");
        auth.ShouldContain("login ");
        auth.ShouldNotContain(master);
    }

    [Theory]
    [InlineData("deb")]
    [InlineData("rpm")]
    public async Task Scripts_are_whole_and_shells_can_read_them(string kind)
    {
        using var own = await OwnRepository.CreateAsync(shared);
        using var folder = new TempFolder();
        var script = await own.Admin.GetStringAsync($"/install/repositories/{own.Name}/script.{kind}.sh");
        script.ShouldContain(own.Name);
        script.ShouldNotContain("@SERVER@");
        await File.WriteAllTextAsync(folder["script.sh"], script);
        using var shell = System.Diagnostics.Process.Start("/bin/sh", ["-n", folder["script.sh"]]);
        await shell.WaitForExitAsync();
        shell.ExitCode.ShouldBe(0);
    }
}
