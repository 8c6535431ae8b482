using Slipway.System.Tests.Clients;

namespace Slipway.System.Tests;

/// <summary>What is private answers, to whoever may not read it, as what is not there.</summary>
public sealed class PrivateRepositoryTests(SharedServer shared)
{
    const string Bookworm = "debian/bookworm";
    const string El9 = "el/9";
    const string Wrong = "slp_000000000000000000000000000000000000000000000000";

    [Fact]
    public async Task Apt_logs_in_with_auth_conf_and_finds_nothing_without_or_with_a_wrong_token()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server, isPrivate: true);
        await repository.PushAsync(Bookworm, Samples.Deb("1.0-1"));
        using var apt = await AptClient.OfAsync(repository, Bookworm);
        await apt.RefreshAsync().ShouldFailAsync("404");
        apt.LogIn(repository.Url, Wrong);
        await apt.RefreshAsync().ShouldFailAsync("404");

        apt.LogIn(repository.Url, await repository.TokenAsync("read"));
        await apt.RefreshAsync().ShouldSucceedAsync();
        await apt.InstallAsync("hello").ShouldSucceedAsync();
    }

    [Fact]
    public async Task Dnf_logs_in_with_username_and_password_and_finds_nothing_without_or_with_a_wrong_token()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server, isPrivate: true);
        await repository.PushAsync(El9, Samples.Rpm("1.0"));
        using (var stranger = await DnfClient.OfAsync(repository, El9))
        {
            await stranger.RefreshAsync().ShouldFailAsync("404");
        }

        using (var liar = await DnfClient.OfAsync(repository, El9, $"username={Wrong}\npassword=x"))
        {
            await liar.RefreshAsync().ShouldFailAsync("404");
        }

        using var dnf = await DnfClient.OfAsync(repository, El9, $"username={await repository.TokenAsync("read")}\npassword=x");
        await dnf.InstallAsync("hello").ShouldSucceedAsync();
    }

    [Fact]
    public async Task Zypper_logs_in_with_a_credentials_file_and_finds_nothing_without_or_with_a_wrong_token()
    {
        using var repository = await TestRepository.CreateAsync(shared.Server, isPrivate: true);
        await repository.PushAsync(El9, Samples.Rpm("1.0"));
        using (var stranger = await ZypperClient.OfAsync(repository, El9))
        {
            await stranger.RefreshAsync().ShouldFailAsync("");
        }

        using (var liar = await ZypperClient.OfAsync(repository, El9, (Wrong, "x")))
        {
            await liar.RefreshAsync().ShouldFailAsync("not found");
        }

        using var zypper = await ZypperClient.OfAsync(repository, El9, (await repository.TokenAsync("read"), "x"));
        await zypper.InstallAsync("hello").ShouldSucceedAsync();
    }

    [Fact]
    public async Task Zypper_is_asked_for_a_password_alike_where_a_repository_is_private_and_where_there_is_none()
    {
        using var hidden = await TestRepository.CreateAsync(shared.Server, isPrivate: true);
        await hidden.PushAsync(El9, Samples.Rpm("1.0"));
        using var zypper = shared.Server.Client(token: null);
        zypper.DefaultRequestHeaders.UserAgent.ParseAdd("ZYpp/17.31.8");
        async Task<string> AnswerAsync(string url)
        {
            using var answer = await zypper.GetAsync(url);
            return $"{answer.StatusCode} {answer.Headers.WwwAuthenticate} {answer.Headers.CacheControl} {await answer.Content.ReadAsStringAsync()}";
        }

        var asked = await AnswerAsync($"{hidden.Url}/{El9}/x86_64/repodata/repomd.xml");
        asked.ShouldStartWith("Unauthorized Basic realm=");
        (await AnswerAsync($"{shared.Server.Url}/no/such/{El9}/x86_64/repodata/repomd.xml")).ShouldBe(asked);
        (await AnswerAsync($"{hidden.Url}/{El9}/nothing")).ShouldBe(asked);
        (await AnswerAsync($"{shared.Server.Url}/no/such/nothing")).ShouldBe(asked);
    }
}
