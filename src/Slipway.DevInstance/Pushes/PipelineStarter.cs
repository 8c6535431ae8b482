using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.Pushes;

/// <summary>
/// A pipeline for each branch and tag that was pushed. <c>-o ci.skip</c> and <c>[skip ci]</c> or <c>[ci skip]</c> in the commit's message
/// want none, <c>-o ci.variable=NAME=VALUE</c> gives it variables, <c>-o ci.input=NAME=VALUE</c> inputs.
/// </summary>
sealed class PipelineStarter(IEnumerable<IPipelines> pipelines, IProjectDirectory projects) : IPushHandler
{
    // Whoever pushes an old repository does not mean a pipeline for each of its thousand branches.
    const int MostRefs = 4;

    public async Task<IReadOnlyList<string>> HandleAsync(RefsPushed push, CancellationToken ct)
    {
        var wanted = push.Updates.Where(update => update.After is not null && (update.IsBranch || update.IsTag)).ToList();
        if (wanted.Count == 0 || pipelines.FirstOrDefault() is not { } answering || push.Has("ci.skip") || push.Has("ci.no_pipeline"))
        {
            return [];
        }

        if (wanted.Count > MostRefs)
        {
            return [$"No pipelines: this push changed more than {MostRefs} branches and tags."];
        }

        var said = new List<string>();
        foreach (var update in wanted)
        {
            said.AddRange(await StartAsync(answering, push, update, ct));
        }

        return said;
    }

    async Task<IReadOnlyList<string>> StartAsync(IPipelines answering, RefsPushed push, RefUpdate update, CancellationToken ct)
    {
        // A tag names a tag object; the pipeline is its commit's. Later pushes may have moved the ref: this is about what was pushed.
        if (await projects.ResolveAsync(push.Project.Id, update.After!, ct) is not { } commit)
        {
            return [];
        }

        var facts = await projects.Open(push.Project.Id, commit).FactsAsync(ct);
        if (facts.Message.Contains("[skip ci]", StringComparison.OrdinalIgnoreCase) || facts.Message.Contains("[ci skip]", StringComparison.OrdinalIgnoreCase))
        {
            return [$"No pipeline for {update.Name}: the commit's message says so."];
        }

        var request = new PipelineRequest(
            $"push:{push.PushId}:{update.Ref}", push.Project.Id, update.Ref, commit, update.Before, push.By, "push", Pairs(push, "ci.variable"), MergeRequest: null, Pairs(push, "ci.input"))
        {
            ById = push.UserId,
        };
        return await answering.CreateAsync(request, ct) switch
        {
            PipelineCreation.Created made => [$"Pipeline {made.Pipeline.Id} for {update.Name} is made."],
            PipelineCreation.Invalid invalid => [$"The pipeline for {update.Name} can't be made:", .. invalid.Errors.Take(10).Select(error => "  " + error)],
            _ => [],
        };
    }

    static Dictionary<string, string> Pairs(RefsPushed push, string option) => push.Values(option)
        .Select(one => one.Split('=', 2)).Where(pair => pair is [{ Length: > 0 }, _])
        .GroupBy(pair => pair[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.Ordinal);
}
