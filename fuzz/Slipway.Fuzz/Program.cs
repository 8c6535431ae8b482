using Slipway.Fuzz;

// dotnet run --project fuzz/Slipway.Fuzz -- [part of a target's name] [--runs N] [--seed N]
var runs = Option("--runs") ?? 20_000;
var seed = Option("--seed") ?? Random.Shared.Next();
var wanted = args.FirstOrDefault(a => !a.StartsWith('-')) ?? "";

var targets = Targets.All.Where(t => t.Name.Contains(wanted, StringComparison.Ordinal)).ToList();
if (targets.Count == 0)
{
    Console.Error.WriteLine($"No target is called {wanted}: {string.Join(", ", Targets.All.Select(t => t.Name))}");
    return 2;
}

foreach (var target in targets)
{
    try
    {
        var refused = await new FuzzRun(target, seed).RunAsync(runs);
        Console.WriteLine($"{target.Name}: {runs} runs with seed {seed}, {refused} refused, {runs - refused} read");
    }
    catch (FuzzFindingException finding)
    {
        var file = $"finding-{target.Name}.bin";
        await File.WriteAllBytesAsync(file, finding.Input);
        Console.Error.WriteLine($"{finding.Message}\nThe input is in {file}.\n{finding.InnerException}");
        return 1;
    }
}

return 0;

int? Option(string name)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1]) : null;
}
