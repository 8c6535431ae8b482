using Slipway.Testing;

namespace Slipway.PackageServer.Tests.Packagecloud;

public sealed class PushTests(SharedServer shared)
{
    static readonly DebBuilder Deb = new() { Name = "hello", Version = "1:2.0-3", Architecture = "amd64" };

    [Theory]
    [InlineData("284")]
    [InlineData("ubuntu/noble")]
    public async Task A_deb_is_created_and_the_same_bytes_again_change_nothing(string distribution)
    {
        using var own = await OwnRepository.CreateAsync(shared);
        foreach (var _ in new[] { 1, 2 })
        {
            var answer = await own.PushAsync(distribution, Deb.FileName, Deb.Build());
            ((int)answer.StatusCode).ShouldBe(201);
            var made = await OwnRepository.JsonAsync(answer);
            made.GetProperty("distro_version").GetString().ShouldBe("ubuntu/noble");
            (made.GetProperty("version").GetString(), made.GetProperty("release").GetString(), made.GetProperty("epoch").GetInt32()).ShouldBe(("2.0", "3", 1));
            made.GetProperty("size").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.String);
        }

        (await own.GetAsync($"{own.V1}/packages.json")).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Other_bytes_under_a_taken_name_are_refused_in_the_words_that_pipelines_look_for()
    {
        using var own = await OwnRepository.CreateAsync(shared);
        await own.PushAsync("284", Deb.FileName, Deb.Build());
        var answer = await own.PushAsync("284", Deb.FileName, (Deb with { Description = "other" }).Build());
        ((int)answer.StatusCode).ShouldBe(422);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"filename":["has already been taken"]}""");
    }

    [Theory]
    [InlineData("99999", "distro_version_id")]
    [InlineData("", "distro_version_id")]
    [InlineData("el/9", "distro_version_id")]
    public async Task A_distribution_that_does_not_take_the_package_is_refused(string distribution, string field)
    {
        using var own = await OwnRepository.CreateAsync(shared);
        var answer = await own.PushAsync(distribution, Deb.FileName, Deb.Build());
        ((int)answer.StatusCode).ShouldBe(422);
        (await OwnRepository.JsonAsync(answer)).GetProperty(field).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Damaged_packages_are_refused_and_nothing_of_them_is_kept()
    {
        using var own = await OwnRepository.CreateAsync(shared);
        var deb = Deb.Build();
        var rpm = new RpmBuilder().ToArray();
        (string Distribution, string Name, byte[] Bytes)[] bad =
        [
            ("284", "a.deb", []), ("284", "a.deb", deb[..7]), ("284", "a.deb", deb[..68]), ("284", "a.deb", deb[..(deb.Length / 2)]), ("284", "a.deb", deb[..^1]),
            ("284", "a.deb", rpm), ("el/9", "a.rpm", []), ("el/9", "a.rpm", rpm[..95]), ("el/9", "a.rpm", rpm[..200]), ("el/9", "a.rpm", rpm[..^1]),
            ("el/9", "a.rpm", deb), ("284", "a.txt", deb), ("284", ".hidden.deb", deb), ("284", "a b.deb", deb),
        ];
        foreach (var (distribution, name, bytes) in bad)
        {
            var answer = await own.PushAsync(distribution, name, bytes);
            ((int)answer.StatusCode).ShouldBe(422, $"{name}, {bytes.Length} bytes");
            (await OwnRepository.JsonAsync(answer)).GetProperty("package_file").GetArrayLength().ShouldBe(1);
        }

        (await own.GetAsync($"{own.V1}/packages.json")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_source_package_comes_with_its_files_which_contents_names()
    {
        using var own = await OwnRepository.CreateAsync(shared);
        var source = new SourcePackageBuilder { Name = "src" + Guid.NewGuid().ToString("N")[..6] };
        var (dsc, tar) = source.Build();
        var form = new MultipartFormDataContent { { new ByteArrayContent(dsc), "package[package_file]", source.DscName }, { new StringContent("284"), "package[distro_version_id]" } };
        var listed = (await OwnRepository.JsonAsync(await own.Admin.PostAsync($"{own.V1}/packages/contents.json", form))).GetProperty("files")[0];
        (listed.GetProperty("filename").GetString(), listed.GetProperty("size").GetInt64()).ShouldBe((source.TarName, tar.Length));
        ((int)(await own.PushAsync("284", source.DscName, dsc)).StatusCode).ShouldBe(422);
        ((int)(await own.PushAsync("284", source.DscName, dsc, null, (source.TarName, tar))).StatusCode).ShouldBe(201);
    }

    [Fact]
    public async Task A_package_above_thirty_megabytes_is_taken()
    {
        using var own = await OwnRepository.CreateAsync(shared);
        var big = new DebBuilder { Name = "big", Gzip = false, Files = new Dictionary<string, string> { ["usr/share/big"] = new('x', 32 << 20) } };
        ((int)(await own.PushAsync("284", big.FileName, big.Build())).StatusCode).ShouldBe(201);
    }
}
