namespace Slipway.Agent.Protocol;

/// <summary>What came of a request for a job.</summary>
abstract record JobOffer
{
    public sealed record Offered(JobPayload Job) : JobOffer;

    /// <summary>Nothing to do (204), or another runner was faster (409).</summary>
    public sealed record Nothing : JobOffer;

    /// <summary>The runner's token is wrong or was taken back (403).</summary>
    public sealed record Forbidden : JobOffer;

    /// <summary>A fault on the way or there; asking again may help.</summary>
    public sealed record Failed(string Why) : JobOffer;
}

/// <summary>What the coordinator wants of the job, as it says with each answer.</summary>
enum JobWish
{
    GoOn,

    /// <summary>Stop the script, then run after_script.</summary>
    CancelGracefully,

    /// <summary>Drop the job: canceled, failed there, or not this runner's any more.</summary>
    Abort,
}

/// <summary>What came of a piece of the trace.</summary>
/// <param name="Interval">How long to wait before the next piece; null where the coordinator does not say.</param>
abstract record TraceAnswer(JobWish Wish, TimeSpan? Interval)
{
    public sealed record Taken(JobWish Wish, TimeSpan? Interval) : TraceAnswer(Wish, Interval);

    /// <summary>The coordinator has another number of bytes: go on from there.</summary>
    public sealed record Rewind(long Have, JobWish Wish, TimeSpan? Interval) : TraceAnswer(Wish, Interval);

    /// <summary>404: not there. While the job runs this may pass; at its end it is final.</summary>
    public sealed record Missing(JobWish Wish) : TraceAnswer(Wish, null);

    public sealed record Failed(string Why, JobWish Wish) : TraceAnswer(Wish, null);
}

/// <summary>What came of telling the job's state.</summary>
abstract record UpdateAnswer(JobWish Wish)
{
    public sealed record Done(JobWish Wish) : UpdateAnswer(Wish);

    /// <summary>Taken, but not finished with: say it again after the interval.</summary>
    public sealed record Again(TimeSpan? Interval, JobWish Wish) : UpdateAnswer(Wish);

    /// <summary>The trace did not arrive whole: send all of it again.</summary>
    public sealed record TraceMismatch(JobWish Wish) : UpdateAnswer(Wish);

    public sealed record Gone() : UpdateAnswer(JobWish.Abort);

    public sealed record Failed(string Why, JobWish Wish) : UpdateAnswer(Wish);
}

/// <summary>What came of asking whether a token is valid.</summary>
abstract record Verification
{
    public sealed record Valid(long Id) : Verification;

    public sealed record Invalid : Verification;

    public sealed record Unknown(string Why) : Verification;
}
