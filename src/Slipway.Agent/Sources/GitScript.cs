using System.Globalization;
using Slipway.Agent.Jobs;
using Slipway.Agent.Protocol;
using Slipway.Agent.Scripts;

namespace Slipway.Agent.Sources;

/// <summary>The script that brings a job's source: GitLab's variables <c>GIT_STRATEGY</c> and the like decide how.</summary>
static class GitScript
{
    /// <summary>Null where the job wants no source (<c>none</c>): then the work tree is only made, or emptied.</summary>
    public static Step Make(JobPayload job, JobVariables variables, GitAccess? access, JobFolders folders, bool open)
    {
        var strategy = Strategy(job, variables);
        var text = JobScript.Head(access?.Environment ?? []);
        if (open)
            text.Add("umask 0000"); // the job's container may have any user
        var tree = ShellText.Quote(folders.ProjectDir);
        text.Add($"cd {tree}");
        if (strategy is "empty" or "clone")
            text.Add("find . -mindepth 1 -maxdepth 1 -exec rm -rf {} +"); // the folder itself is a mount
        if (strategy is "none" or "empty")
            return Done(text.Say(strategy == "none" ? "Skipping Git repository setup" : "The work tree is empty (GIT_STRATEGY)"));
        if (access is null)
            throw new JobFailure(JobFailure.System, "The job has no repository, and its GIT_STRATEGY is not \"none\" or \"empty\".");

        Fetch(text, job, variables, access, strategy);
        if (Flag(variables, "GIT_CHECKOUT", otherwise: true))
            Checkout(text, job, variables);
        else
            text.Say("Skipping Git checkout");
        Submodules(text, variables);
        return Done(text);

        static Step Done(ShellText text) => new("get_sources", text.ToString(), StepPlace.Source);
    }

    static string Strategy(JobPayload job, JobVariables variables) => variables["GIT_STRATEGY"] switch
    {
        "clone" or "none" or "empty" => variables["GIT_STRATEGY"],
        "fetch" or "" => job.AllowGitFetch ? "fetch" : "clone",
        var other => throw new JobFailure(JobFailure.Configuration, $"GIT_STRATEGY is \"{other}\"; it may be clone, fetch, none or empty."),
    };

    static void Fetch(ShellText text, JobPayload job, JobVariables variables, GitAccess access, string strategy)
    {
        var depth = int.TryParse(variables["GIT_DEPTH"], CultureInfo.InvariantCulture, out var wanted) ? wanted : job.GitInfo.Depth;
        text.Say(strategy == "clone" || depth <= 0 ? "Fetching changes..." : $"Fetching changes with git depth set to {depth}...");
        // What an earlier job could have planted or broken: configuration, hooks, attributes, locks.
        text.Add("[ ! -L .git ] && [ -d .git ] || rm -rf .git")
            .Add("rm -rf .git/config .git/config.worktree .git/hooks .git/info .git/commondir .git/objects/info/alternates")
            .Add("find .git -name '*.lock' -delete 2>/dev/null || true")
            .Add($"git -c init.defaultBranch=none init --quiet --template= {(job.GitInfo.RepoObjectFormat is "sha256" ? "--object-format=sha256" : "")}")
            .Add("git config fetch.recurseSubmodules false")
            .Add($"git remote add origin {ShellText.Quote(access.Url)}");
        var refspecs = job.GitInfo.Refspecs is { Count: > 0 } given ? given : ["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"];
        List<string> fetch = ["git", "fetch", "origin", .. refspecs.Select(Refspec)];
        if (depth > 0)
            fetch.AddRange(["--depth", depth.ToString(CultureInfo.InvariantCulture)]);
        else
            text.Add("[ ! -f .git/shallow ] || unshallow=--unshallow");
        fetch.AddRange(variables["GIT_FETCH_EXTRA_FLAGS"] is { Length: > 0 } flags ? Words(flags) : ["--prune", "--quiet"]);
        text.Add(string.Join(' ', fetch.Take(3).Concat(fetch.Skip(3).Select(ShellText.Quote))) + " ${unshallow:-}");
    }

    static void Checkout(ShellText text, JobPayload job, JobVariables variables)
    {
        var commit = job.GitInfo.Sha ?? "";
        if (commit.Length is not (40 or 64) || !commit.All(char.IsAsciiHexDigit))
            throw new JobFailure(JobFailure.System, "The job names no commit.");
        text.Say($"Checking out {commit[..8]} as detached HEAD (ref is {job.GitInfo.Ref})...")
            .Add($"git checkout -f -q {commit}");
        var clean = variables["GIT_CLEAN_FLAGS"] is { Length: > 0 } flags ? flags : "-ffdx";
        if (clean != "none")
            text.Add($"git clean {string.Join(' ', Words(clean).Select(ShellText.Quote))}");
    }

    static void Submodules(ShellText text, JobVariables variables)
    {
        var how = variables["GIT_SUBMODULE_STRATEGY"];
        if (how is "" or "none")
        {
            text.Say("Skipping Git submodules setup");
            return;
        }

        var recursive = how switch
        {
            "normal" => "",
            "recursive" => " --recursive",
            _ => throw new JobFailure(JobFailure.Configuration, $"GIT_SUBMODULE_STRATEGY is \"{how}\"; it may be none, normal or recursive."),
        };
        var depth = int.TryParse(variables["GIT_SUBMODULE_DEPTH"], CultureInfo.InvariantCulture, out var wanted) && wanted > 0 ? $" --depth {wanted}" : "";
        var paths = string.Concat(Words(variables["GIT_SUBMODULE_PATHS"]).Select(path => " " + ShellText.Quote(path)));
        paths = paths.Length == 0 ? "" : " --" + paths;
        text.Say(recursive.Length == 0 ? "Updating/initializing submodules..." : "Updating/initializing submodules recursively...")
            .Add("git submodule init" + paths)
            .Add($"git submodule sync{recursive}{paths}")
            .Add($"git submodule update --init --force{recursive}{depth}{paths}")
            .Add($"git submodule foreach{recursive} --quiet 'git clean -ffdx && git reset --quiet --hard'");
    }

    static bool Flag(JobVariables variables, string name, bool otherwise) => variables[name] switch
    {
        "" => otherwise,
        "true" or "1" or "t" or "T" or "TRUE" or "True" => true,
        _ => false,
    };

    // It goes to git as an argument: it must not be an option.
    static string Refspec(string refspec) => refspec.StartsWith('-') ? throw new JobFailure(JobFailure.System, "The job has a refspec that is none.") : refspec;

    static string[] Words(string flags) => flags.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
