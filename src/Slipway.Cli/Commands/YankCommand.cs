using System.CommandLine;

namespace Slipway.Cli.Commands;

static class YankCommand
{
    static readonly Argument<string> s_target = new("OWNER/NAME/OS/VERSION") { Description = "The repository and distribution" };
    static readonly Argument<string[]> s_files = new("FILENAME") { Description = "The packages' file names", Arity = ArgumentArity.OneOrMore };
    static readonly Option<bool> s_yes = new("--yes", "-y") { Description = "Do not ask" };

    public static Command Create()
    {
        var command = new Command("yank", "Take packages out of a distribution") { s_target, s_files, s_yes };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var target = Names.Distribution(session.Parsed.GetValue(s_target)!);
            var files = session.Parsed.GetValue(s_files)!;
            if (!session.Parsed.GetValue(s_yes))
                Confirm($"Take {files.Length} package(s) out of {target}?");
            var done = new List<Done>();
            var exit = ExitCode.Done;
            foreach (var file in files)
            {
                try
                {
                    await session.Client.YankAsync(target, file, ct);
                    done.Add(new Done(file, "yanked"));
                }
                catch (Client.SlipwayException refused) when (Failure.From(refused) is { } failure)
                {
                    await Console.Error.WriteLineAsync(Plain.Line($"slipway: {file}: {failure.Message}"));
                    exit = ExitCode.Worse(exit, failure.ExitCode);
                    done.Add(new Done(file, "failed"));
                }
            }

            session.Answer([.. done], CliJson.Default.DoneArray, to => done.ForEach(one => to.WriteLine($"{one.Status,-8} {one.Name}")));
            return exit;
        }));
        return command;
    }

    static void Confirm(string question)
    {
        if (Console.IsInputRedirected)
            throw new Failure(ExitCode.Usage, "Yanking needs a yes, and nobody is there to ask.", "Add --yes.");
        Console.Error.Write(question + " [y/N] ");
        if (Console.ReadLine()?.Trim() is not ("y" or "Y" or "yes"))
            throw new Failure(ExitCode.Failed, "Nothing was yanked.");
    }
}
