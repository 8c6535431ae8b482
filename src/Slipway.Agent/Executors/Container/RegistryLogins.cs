using Slipway.Agent.Configuration;
using Slipway.Agent.Jobs;
using Slipway.Agent.Protocol;
using Slipway.ContainerEngine;

namespace Slipway.Agent.Executors.Container;

/// <summary>
/// Who the runner is to an image's registry. Looked for where gitlab-runner looks, in its order: <c>DOCKER_AUTH_CONFIG</c> of the job, of the runner's
/// configuration, the runner's own file of logins, and what the coordinator sent with the job.
/// </summary>
sealed class RegistryLogins(IReadOnlyList<LoginSource> sources, IReadOnlyList<CredentialFacts> credentials)
{
    const int Largest = 1024 * 1024;
    const string Variable = "DOCKER_AUTH_CONFIG";

    /// <param name="warn">Told of a source that can't be read.</param>
    public static RegistryLogins Of(RunnerConfig config, JobOrder order, Action<string> warn)
    {
        var sources = new List<LoginSource>();
        foreach (var (name, text) in (ReadOnlySpan<(string, string?)>)
            [($"the job's variable {Variable}", order.Variables[Variable]), ($"{Variable} of the runner's environment", config.Environment.GetValueOrDefault(Variable)), (FileOf(config), TextOf(FileOf(config)))])
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            if (LoginFile.Read(text) is { } file)
                sources.Add(new LoginSource(name, file));
            else
                warn($"{name} is not the JSON of docker's config.json; it is not used.");
        }

        return new RegistryLogins(sources, order.Job.Credentials ?? []);
    }

    /// <returns>What the registry is told, and where that is from; null for nobody.</returns>
    public (RegistryAuth Auth, string From)? Find(string image)
    {
        var registry = ImageName.Registry(image);
        foreach (var source in sources)
        {
            if (source.Logins.Find(image) is { } login)
                return (new RegistryAuth(login.User, login.Password, registry, login.IdentityToken), source.Name);
        }

        return credentials.FirstOrDefault(one => one.Type == "registry" && LoginFile.Host(one.Url ?? "") == registry) is { } sent
            ? (new RegistryAuth(sent.Username ?? "", sent.Password ?? "", registry, null), "the job's own credentials")
            : null;
    }

    static string FileOf(RunnerConfig config) =>
        config.Container.AuthFile ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker", "config.json");

    static string? TextOf(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= Largest } ? File.ReadAllText(path) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

sealed record LoginSource(string Name, LoginFile Logins);
