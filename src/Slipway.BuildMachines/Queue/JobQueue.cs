using System.Threading.Channels;
using Slipway.BuildMachines.Runners;

namespace Slipway.BuildMachines.Queue;

/// <summary>
/// Who gets which job next: an index in memory over durable rows. A lane holds like jobs by age; a request is compared with the heads of lanes, and
/// a job with the requests that wait. What matches leaves the index and goes to the <see cref="Assigner"/>, which makes it durable.
/// <para>
/// Of the lanes that a runner may serve the one with the highest priority is served; of these the one whose project has the fewest jobs running,
/// where each minute that the head waited counts as one less: no project starves, whatever the others do.
/// </para>
/// </summary>
sealed class JobQueue
{
    static readonly TimeSpan WaitWorthOneJob = TimeSpan.FromMinutes(1);
    static readonly Comparer<QueuedJob> ByAge = Comparer<QueuedJob>.Create((left, right) =>
        left.QueuedAt.CompareTo(right.QueuedAt) is var order and not 0 ? order : left.Id.CompareTo(right.Id));

    readonly Lock gate = new();
    readonly Dictionary<long, QueuedJob> jobs = [];
    readonly Dictionary<LaneKey, SortedSet<QueuedJob>> lanes = [];
    readonly LinkedList<HeldRequest> requests = [];
    readonly Dictionary<long, int> running = [];
    readonly Channel<Match> matches = Channel.CreateUnbounded<Match>(new UnboundedChannelOptions { SingleReader = true });
    readonly RunnerDirectory runners;
    readonly TimeProvider time;
    Action waiting = () => { };

    public JobQueue(RunnerDirectory runners, TimeProvider time)
    {
        (this.runners, this.time) = (runners, time);
        runners.OnChange(Reconsider);
    }

    /// <summary>Told when a job waits for which no request was there.</summary>
    public void OnWaiting(Action told) => waiting += told;

    /// <summary>How many jobs of each kind wait since before a time.</summary>
    public IReadOnlyList<(LaneKey Lane, int Jobs)> WaitingSince(DateTimeOffset before)
    {
        lock (gate)
        {
            return [.. lanes.Select(lane => (lane.Key, lane.Value.TakeWhile(job => job.QueuedAt <= before).Count())).Where(lane => lane.Item2 > 0)];
        }
    }

    /// <summary>The jobs that wait, by kind, with how long the oldest of each does.</summary>
    public IReadOnlyList<(LaneKey Lane, int Jobs, DateTimeOffset Oldest)> Waiting
    {
        get
        {
            lock (gate)
            {
                return [.. lanes.Select(lane => (lane.Key, lane.Value.Count, lane.Value.Min!.QueuedAt))];
            }
        }
    }

    public ChannelReader<Match> Matches => matches.Reader;

    public int Length
    {
        get
        {
            lock (gate)
            {
                return jobs.Count;
            }
        }
    }

    public int Requests
    {
        get
        {
            lock (gate)
            {
                return requests.Count;
            }
        }
    }

    /// <summary>Since when the job that waits longest does; null where none waits.</summary>
    public DateTimeOffset? Oldest
    {
        get
        {
            lock (gate)
            {
                return lanes.Count == 0 ? null : lanes.Values.Min(lane => lane.Min!.QueuedAt);
            }
        }
    }

    /// <summary>A job waits for a runner from now on. Told twice, it is there once.</summary>
    public void Put(QueuedJob job)
    {
        lock (gate)
        {
            if (!jobs.ContainsKey(job.Id) && !TryGiveTo(job))
            {
                Add(job);
            }
        }
    }

    /// <summary>A job waits no more: it was cancelled.</summary>
    public void Remove(long jobId)
    {
        lock (gate)
        {
            if (jobs.TryGetValue(jobId, out var job))
            {
                Take(job);
            }
        }
    }

    /// <summary>A runner asks: it gets a job that waits, or waits itself.</summary>
    public void Ask(HeldRequest request)
    {
        lock (gate)
        {
            if (runners.Find(request.RunnerId) is { Paused: false } runner && Best(runner) is { } job && request.TryClaim())
            {
                Take(job);
                Send(job, request);
            }
            else
            {
                requests.AddLast(request);
            }
        }
    }

    /// <summary>After <see cref="HeldRequest.TryLetGo"/>.</summary>
    public void Forget(HeldRequest request)
    {
        lock (gate)
        {
            requests.Remove(request);
        }
    }

    /// <summary>An attempt began or ended; what is fair depends on it.</summary>
    public void Count(long projectId, int change)
    {
        lock (gate)
        {
            running[projectId] = running.GetValueOrDefault(projectId) + change;
        }
    }

    public int RunningOf(long projectId)
    {
        lock (gate)
        {
            return running.GetValueOrDefault(projectId);
        }
    }

    /// <summary>How many jobs that this runner may take come before this one, as things are now; null where the job does not wait.</summary>
    public int? JobsBefore(long jobId, RunnerState runner)
    {
        lock (gate)
        {
            return jobs.TryGetValue(jobId, out var job)
                ? jobs.Values.Count(other => other.Id != jobId && runner.Accepts(other.Lane) && Turn(other).CompareTo(Turn(job)) < 0)
                : null;
        }
    }

    /// <summary>Runners changed: what did not fit may now.</summary>
    void Reconsider()
    {
        lock (gate)
        {
            foreach (var request in requests.ToList())
            {
                if (runners.Find(request.RunnerId) is { Paused: false } runner && Best(runner) is { } job && request.TryClaim())
                {
                    requests.Remove(request);
                    Take(job);
                    Send(job, request);
                }
            }
        }
    }

    bool TryGiveTo(QueuedJob job)
    {
        for (var node = requests.First; node is not null; node = node.Next)
        {
            if (runners.Find(node.Value.RunnerId) is { Paused: false } runner && runner.Accepts(job.Lane) && node.Value.TryClaim())
            {
                requests.Remove(node);
                Send(job, node.Value);
                return true;
            }
        }

        return false;
    }

    QueuedJob? Best(RunnerState runner)
    {
        QueuedJob? best = null;
        foreach (var (key, lane) in lanes)
        {
            if (runner.Accepts(key) && (best is null || Turn(lane.Min!).CompareTo(Turn(best)) < 0))
            {
                best = lane.Min;
            }
        }

        return best;
    }

    (int Priority, double Share, DateTimeOffset Since, long Id) Turn(QueuedJob job) => (
        -job.Lane.Priority,
        running.GetValueOrDefault(job.Lane.ProjectId) - ((time.GetUtcNow() - job.QueuedAt) / WaitWorthOneJob),
        job.QueuedAt,
        job.Id);

    void Send(QueuedJob job, HeldRequest request)
    {
        running[job.Lane.ProjectId] = running.GetValueOrDefault(job.Lane.ProjectId) + 1;
        matches.Writer.TryWrite(new Match(job, request));
    }

    void Add(QueuedJob job)
    {
        jobs.Add(job.Id, job);
        if (!lanes.TryGetValue(job.Lane, out var lane))
        {
            lanes.Add(job.Lane, lane = new SortedSet<QueuedJob>(ByAge));
        }

        lane.Add(job);
        waiting();
    }

    void Take(QueuedJob job)
    {
        jobs.Remove(job.Id);
        if (lanes.TryGetValue(job.Lane, out var lane) && lane.Remove(job) && lane.Count == 0)
        {
            lanes.Remove(job.Lane);
        }
    }
}

/// <summary>A job and the request that gets it. The job counts as running in its project already.</summary>
sealed record Match(QueuedJob Job, HeldRequest Request);
