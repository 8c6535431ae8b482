using Slipway.DependencyUpdates.Configuration.Tools;

namespace Slipway.DependencyUpdates.Tests.Configuration;

/// <summary>What npm, pip and Go are set to on a machine.</summary>
public sealed class ToolRegistriesTests
{
    static ToolRegistries Read(Dictionary<string, string> environment, Dictionary<string, string>? files = null) =>
        ToolRegistries.Read(name => environment.GetValueOrDefault(name) ?? (name == "HOME" ? "/home/ann" : null), path => files?.GetValueOrDefault(path));

    [Fact]
    public void Variables_come_before_files_and_the_users_before_the_machines()
    {
        var files = new Dictionary<string, string>
        {
            ["/home/ann/.npmrc"] = "; mine\n@s:registry=https://scope.example/\nregistry = https://user.example/npm/\n", ["/etc/npmrc"] = "registry=https://machine.example/npm/\n",
            ["/home/ann/.config/pip/pip.conf"] = "[global]\ntimeout = 3\nindex-url = https://user.example/simple\n", ["/etc/pip.conf"] = "[global]\nindex-url = https://machine.example/simple\n",
            ["/home/ann/.config/go/env"] = "GOFLAGS=-mod=mod\nGOPROXY=off,https://go.example|direct\n",
        };
        Read([], files).Registries.ShouldBe(new Dictionary<string, string> { ["npm"] = "https://user.example/npm/", ["pypi"] = "https://user.example/simple", ["go"] = "https://go.example/" }, ignoreOrder: true);
        Read(new() { ["NPM_CONFIG_REGISTRY"] = "https://env.example/npm", ["PIP_INDEX_URL"] = "https://env.example/simple", ["GOPROXY"] = "direct" }, files).Registries
            .ShouldBe(new Dictionary<string, string> { ["npm"] = "https://env.example/npm", ["pypi"] = "https://env.example/simple" }, ignoreOrder: true);
        Read([]).Registries.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_name_of_a_private_module_goes_to_no_proxy()
    {
        using var site = new Sites.Site().Page("/example.org/open/@v/list", "v1.0.0\n", "text/plain");
        var patterns = Read(new() { ["GOPRIVATE"] = "*.corp.example, example.org/secret" }).PrivateModules;
        var options = new DependencyUpdates.Datasources.SourceOptions { PrivateModules = patterns };
        foreach (var module in new[] { "git.corp.example/x", "example.org/secret", "example.org/secret/sub/v2" })
            (await Datasources.Asking.FailAsync(new("go", module, site.Url), options)).Reason.ShouldContain("is private");
        site.Requests.ShouldBeEmpty();
        (await Datasources.Asking.FindAsync(new("go", "example.org/open", site.Url), options)).Releases.Count.ShouldBe(1);
    }

    [Fact]
    public void A_password_in_an_address_becomes_a_credential_of_its_host_and_is_in_no_address()
    {
        var found = Read(new() { ["PIP_INDEX_URL"] = "https://bot:p%40ss@py.example:8443/simple" });
        found.Registries["pypi"].ShouldBe("https://py.example:8443/simple");
        var credential = found.Credentials.ShouldHaveSingleItem();
        (credential.Host, credential.Header, credential.Value).ShouldBe(("py.example:8443", "Authorization", "Basic " + Convert.ToBase64String("bot:p@ss"u8)));
    }
}
