using Slipway.Proposals;
using Slipway.Proposals.Forges;

namespace Slipway.DependencyUpdates.Tests.Updates;

/// <summary>A forge whose requests are a list.</summary>
sealed class MemoryForge : IForge
{
    public List<ForgeRequest> All { get; } = [];

    public List<string> Comments { get; } = [];

    public IEnumerable<ForgeRequest> Open => All.Where(request => request.State == ForgeState.Open);

    public Task<ForgeRequest?> FindAsync(string branch, string target, CancellationToken ct) =>
        Task.FromResult(All.Where(request => request.Branch == branch && request.Target == target).OrderBy(request => request.State != ForgeState.Open).ThenByDescending(request => request.Number).FirstOrDefault());

    public Task<IReadOnlyList<ForgeRequest>> ListOpenAsync(string branchPrefix, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<ForgeRequest>>([.. Open.Where(request => request.Branch.StartsWith(branchPrefix, StringComparison.Ordinal))]);

    public Task<ForgeOpening?> OpenAsync(Proposal proposal, CancellationToken ct)
    {
        if (Open.Any(request => request.Branch == proposal.Branch && request.Target == proposal.Target)) return Task.FromResult<ForgeOpening?>(null);
        var made = new ForgeRequest(All.Count + 1, $"https://forge.example/{All.Count + 1}", ForgeState.Open, proposal.Branch, proposal.Target, proposal.Title, proposal.Body, proposal.Labels);
        All.Add(made);
        return Task.FromResult<ForgeOpening?>(new(made, []));
    }

    public Task<ForgeRequest> UpdateAsync(ForgeRequest request, string title, string body, IReadOnlyList<string> addLabels, CancellationToken ct) =>
        Task.FromResult(Replace(request, request with { Title = title, Body = body, Labels = [.. request.Labels, .. addLabels] }));

    public Task CommentAsync(ForgeRequest request, string text, CancellationToken ct)
    {
        Comments.Add(text);
        return Task.CompletedTask;
    }

    public Task CloseAsync(ForgeRequest request, CancellationToken ct)
    {
        Replace(All.Single(one => one.Number == request.Number), All.Single(one => one.Number == request.Number) with { State = ForgeState.Closed });
        return Task.CompletedTask;
    }

    /// <summary>What the pipelines are: <c>running</c>, <c>success</c>; null: there are none.</summary>
    public string? Pipeline { get; set; }

    /// <summary>Requests that were asked to be merged, by their number.</summary>
    public List<long> Merges { get; } = [];

    public Task<ForgeMerge> MergeWhenGreenAsync(ForgeRequest request, string commit, CancellationToken ct)
    {
        Merges.Add(request.Number);
        if (Pipeline == "success") Replace(All.Single(one => one.Number == request.Number), request with { State = ForgeState.Merged });
        return Task.FromResult(Pipeline switch { "success" => ForgeMerge.Merged, "running" => ForgeMerge.Waits("It is merged later."), _ => ForgeMerge.Not("It has no pipeline.") });
    }

    public Task<bool> IsPrivateAsync(CancellationToken ct) => Task.FromResult(false);

    ForgeRequest Replace(ForgeRequest old, ForgeRequest made)
    {
        All[All.FindIndex(one => one.Number == old.Number)] = made;
        return made;
    }
}
