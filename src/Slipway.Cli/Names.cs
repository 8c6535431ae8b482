using System.CommandLine;
using Slipway.Client;

namespace Slipway.Cli;

/// <summary>The names that people write as arguments.</summary>
static class Names
{
    public static Argument<string> RepositoryArgument() => new("OWNER/NAME") { Description = "The repository" };

    public static Argument<string> ProjectArgument() => new("OWNER/NAME") { Description = "The project" };

    public static RepositoryName Project(string text) => RepositoryName.TryParse(text)
        ?? throw new Failure(ExitCode.Usage, $"\"{text}\" does not name a project.", "Write OWNER/NAME, as in acme/tools.");

    public static RepositoryName Repository(string text) => RepositoryName.TryParse(text)
        ?? throw new Failure(ExitCode.Usage, $"\"{text}\" does not name a repository.", "Write OWNER/NAME, as in acme/tools.");

    public static DistributionName Distribution(string text) => DistributionName.TryParse(text)
        ?? throw new Failure(ExitCode.Usage, $"\"{text}\" does not name a repository and a distribution.", "Write OWNER/NAME/OS/VERSION, as in acme/tools/ubuntu/noble; slipway distro list shows the distributions.");
}
