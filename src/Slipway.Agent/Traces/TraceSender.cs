using System.Threading.Channels;
using Slipway.Agent.Protocol;

namespace Slipway.Agent.Traces;

/// <summary>
/// Keeps the coordinator's copy of a trace up to date while the job runs, and tells the end. What the coordinator wishes of
/// the job comes with its answers and is handed to <paramref name="wished"/>.
/// </summary>
sealed class TraceSender(JobApi api, TraceLog log, Action<JobWish> wished, TimeProvider time)
{
    const int LargestPiece = 1024 * 1024;
    const int FinalAttempts = 10;
    const int MostAgain = 100;
    const int MostRewinds = 10;

    // gitlab-runner waits 30 s. A silent job hears of its cancel only so.
    static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(10);
    static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);

    readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    TimeSpan _interval = TimeSpan.FromSeconds(3);
    long _sent;
    bool _gone;

    /// <summary>Sends now rather than at the next interval.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Until <paramref name="ended"/>: a piece at each interval, and a sign of life where nothing was sent for ten seconds.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        var last = time.GetTimestamp();
        while (!_gone && !ended.IsCancellationRequested)
        {
            try
            {
                if (await SendPieceAsync(ended))
                    last = time.GetTimestamp();
                else if (time.GetElapsedTime(last) >= s_keepAlive)
                {
                    Heed((await api.UpdateAsync("running", null, null, null, ended)).Wish);
                    last = time.GetTimestamp();
                }

                if (log.Length - _sent < LargestPiece)
                    await PauseAsync(ended);
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>After <see cref="RunAsync"/>: sends the rest, then the end. False where the coordinator did not take it.</summary>
    public async Task<bool> FinishAsync(string state, string? failureReason, int? exitCode, CancellationToken ct)
    {
        var again = 0;
        for (var attempt = 1; attempt <= FinalAttempts && !_gone; attempt++)
        {
            if (await SendRestAsync(ct))
            {
                switch (await api.UpdateAsync(state, failureReason, exitCode, log.Digest, ct))
                {
                    case UpdateAnswer.Done:
                        return true;
                    case UpdateAnswer.Gone:
                        return false;
                    case UpdateAnswer.TraceMismatch:
                        _sent = 0;
                        continue;
                    case UpdateAnswer.Again { Interval: var interval } when ++again < MostAgain:
                        attempt--; // it is being taken; GitLab ends this itself after five minutes
                        await Task.Delay(interval ?? _interval, time, ct);
                        continue;
                }
            }

            if (attempt < FinalAttempts)
                await Backoff(attempt, ct);
        }

        return false;
    }

    async Task<bool> SendRestAsync(CancellationToken ct)
    {
        for (var rewinds = 0; _sent != log.Length;)
        {
            var before = _sent;
            if (!await SendPieceAsync(ct, final: true) && (_sent == before || ++rewinds == MostRewinds))
                return _gone;
        }

        return true;
    }

    /// <summary>True where something was taken.</summary>
    async Task<bool> SendPieceAsync(CancellationToken ct, bool final = false)
    {
        var piece = log.Read(_sent, LargestPiece);
        if (piece.Length == 0)
            return false;
        var answer = await api.AppendTraceAsync(piece, _sent, ct);
        Heed(answer.Wish);
        _interval = answer.Interval ?? _interval;
        switch (answer)
        {
            case TraceAnswer.Taken:
                _sent += piece.Length;
                return true;
            case TraceAnswer.Rewind { Have: var have }:
                _sent = Math.Min(have, log.Length);
                return false;
            case TraceAnswer.Missing when final:
                _gone = true;
                return false;
            default:
                return false;
        }
    }

    void Heed(JobWish wish)
    {
        if (wish == JobWish.GoOn)
            return;
        _gone |= wish == JobWish.Abort;
        wished(wish);
    }

    async Task PauseAsync(CancellationToken ct)
    {
        using var due = new CancellationTokenSource(_interval < s_keepAlive ? _interval : s_keepAlive, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, due.Token);
        try
        {
            await _wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // the interval is over
        }
    }

    Task Backoff(int attempt, CancellationToken ct)
    {
        var wait = TimeSpan.FromSeconds(Math.Pow(2, attempt - 1));
        return Task.Delay(wait < s_longestWait ? wait : s_longestWait, time, ct);
    }
}
