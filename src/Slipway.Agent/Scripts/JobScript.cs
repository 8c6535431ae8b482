using Slipway.Agent.Jobs;
using Slipway.Agent.Traces;

namespace Slipway.Agent.Scripts;

/// <summary>The script of a job's step, as gitlab-runner makes it: each line is shown, then run; the first failure ends it.</summary>
static class JobScript
{
    /// <param name="name">The step's name: <c>step_script</c>, <c>after_script</c>.</param>
    /// <param name="environment">All that the step's shell exports.</param>
    public static Step Make(string name, IEnumerable<string> lines, IEnumerable<KeyValuePair<string, string>> environment, JobFolders folders)
    {
        var text = Head(environment);
        text.Add($"cd {ShellText.Quote(folders.ProjectDir)}");
        // With nothing to read: a command that waits for input must not eat the script or hang.
        foreach (var line in lines)
            text.Say(Shown(line)).Add(line);
        return new Step(name, text.ToString(), StepPlace.Job);
    }

    public static ShellText Head(IEnumerable<KeyValuePair<string, string>> environment)
    {
        var text = new ShellText()
            .Add("exec 2>&1 </dev/null")
            .Add("trap 'exit 1' TERM")
            .Add("case \"$(set -o)\" in *pipefail*) set -o pipefail;; esac")
            .Add("set -o errexit")
            .Add("set +o noclobber");
        foreach (var (name, value) in environment)
            text.Export(name, value);
        return text;
    }

    // As GitLab shows it: of several lines, the first.
    static string Shown(string line)
    {
        var lines = line.Trim('\n').Split('\n');
        return lines.Length == 1 ? $"{Ansi.Green}$ {lines[0]}{Ansi.Reset}" : $"{Ansi.Green}$ {lines[0]} # collapsed multi-line command{Ansi.Reset}";
    }
}
