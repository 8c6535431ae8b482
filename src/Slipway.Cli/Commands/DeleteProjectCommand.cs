using System.CommandLine;

namespace Slipway.Cli.Commands;

/// <summary>Deletes a project, once its name is typed.</summary>
static class DeleteProjectCommand
{
    static readonly Option<bool> s_yes = new("--yes", "-y") { Description = "Do not ask" };

    public static Command Create(Argument<string> project)
    {
        var command = new Command("delete", "Delete a project with its repository, merge requests and pipelines; packages stay") { project, s_yes };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var name = Names.Project(session.Parsed.GetValue(project)!);
            if (!session.Parsed.GetValue(s_yes))
                Confirm($"{name.Owner}/{name.Name}");
            await session.Client.Projects.DeleteAsync(name, ct);
            return session.Answer(new Done($"{name.Owner}/{name.Name}", "deleted"), CliJson.Default.Done, to => to.WriteLine($"{name.Owner}/{name.Name} is deleted."));
        }));
        return command;
    }

    static void Confirm(string name)
    {
        if (Console.IsInputRedirected)
            throw new Failure(ExitCode.Usage, "Deleting a project needs its name typed, and nobody is there to ask.", "Add --yes.");
        Console.Error.Write($"{name} goes with its repository, merge requests, pipelines and artifacts, for good. Type its name to delete it: ");
        if (Console.ReadLine()?.Trim() != name)
            throw new Failure(ExitCode.Failed, "Nothing was deleted.");
    }
}
