namespace Slipway.Agent.Sources;

/// <summary>
/// How git reaches the job's repository: the URL without its password, and a credential helper that reads the password from
/// the environment. Neither a command line nor a repository's configuration holds it.
/// </summary>
/// <param name="Url">Without user and password.</param>
/// <param name="Environment">For the process that runs git.</param>
sealed record GitAccess(string Url, IReadOnlyList<KeyValuePair<string, string>> Environment)
{
    const string User = "SLIPWAY_GIT_USER";
    const string Password = "SLIPWAY_GIT_PASSWORD";

    /// <summary>Null where the job has no source.</summary>
    public static GitAccess? Of(string? repoUrl)
    {
        if (string.IsNullOrEmpty(repoUrl) || !Uri.TryCreate(repoUrl, UriKind.Absolute, out var url) || url.Host.Length == 0)
            return null;
        if (url.Scheme is not ("http" or "https"))
            throw new Jobs.JobFailure(Jobs.JobFailure.System, "The job's repository has a URL that is neither http nor https.");
        var bare = new UriBuilder(url) { UserName = "", Password = "" }.Uri.AbsoluteUri;
        var origin = url.GetLeftPart(UriPartial.Authority);
        origin = url.UserInfo.Length > 0 ? origin.Replace(url.UserInfo + "@", "", StringComparison.Ordinal) : origin;
        var user = url.UserInfo.Split(':', 2);
        List<KeyValuePair<string, string>> environment =
        [
            new("GIT_TERMINAL_PROMPT", "0"),
            new(User, Uri.UnescapeDataString(user[0])),
            new(Password, user.Length == 2 ? Uri.UnescapeDataString(user[1]) : ""),
        ];
        Configure(environment,
            ("credential.helper", ""), // none of this machine's
            ($"credential.{origin}.helper", $"!f() {{ [ \"$1\" != get ] || printf 'username=%s\\npassword=%s\\n' \"${User}\" \"${Password}\"; }}; f"),
            ("core.hooksPath", "/dev/null"),
            ("core.fsmonitor", "false"),
            ("gc.auto", "0"),
            ("advice.detachedHead", "false"),
            ("safe.directory", "*"));
        return new GitAccess(bare, environment);
    }

    /// <summary>For the job's own git commands: its token where GitLab's documentation says that it works.</summary>
    public IEnumerable<KeyValuePair<string, string>> ForJob()
    {
        List<KeyValuePair<string, string>> environment = [];
        Configure(environment,
            ($"credential.{new Uri(Url).GetLeftPart(UriPartial.Authority)}.helper", "!f() { [ \"$1\" != get ] || printf 'username=gitlab-ci-token\\npassword=%s\\n' \"$CI_JOB_TOKEN\"; }; f"),
            ("safe.directory", "*"));
        return environment;
    }

    static void Configure(List<KeyValuePair<string, string>> environment, params (string Key, string Value)[] settings)
    {
        environment.Add(new("GIT_CONFIG_COUNT", settings.Length.ToString()));
        for (var at = 0; at < settings.Length; at++)
        {
            environment.Add(new($"GIT_CONFIG_KEY_{at}", settings[at].Key));
            environment.Add(new($"GIT_CONFIG_VALUE_{at}", settings[at].Value));
        }
    }
}
