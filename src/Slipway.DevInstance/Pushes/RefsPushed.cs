using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Pushes;

/// <summary>The event: refs of a project have moved. It is told at least once, in order for each project, also after a crash.</summary>
/// <param name="PushId">The same each time that it is told.</param>
/// <param name="UserId">Null where it was no user.</param>
/// <param name="Updates">Those that did move.</param>
/// <param name="Options">As <c>git push -o</c> gave them.</param>
sealed record RefsPushed(long PushId, Project Project, long? UserId, string By, IReadOnlyList<RefUpdate> Updates, IReadOnlyList<string> Options, DateTimeOffset At)
{
    public bool Has(string option) => Options.Contains(option, StringComparer.Ordinal);

    /// <summary>The values of <c>name=value</c>.</summary>
    public IEnumerable<string> Values(string option) =>
        Options.Where(one => one.StartsWith(option + "=", StringComparison.Ordinal)).Select(one => one[(option.Length + 1)..]);
}
