using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Slipway.Agent.Tests.Doubles;

/// <summary>One job as the double sees it.</summary>
sealed class CoordinatorJob(JsonObject payload)
{
    readonly Lock gate = new();
    readonly List<byte> trace = [];
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JsonObject Payload => payload;

    public int Id => (int)payload["id"]!;

    public string Token => (string)payload["token"]!;

    public string State { get; private set; } = "pending";

    public string? FailureReason { get; private set; }

    public int? ExitCode { get; private set; }

    /// <summary>Said with each answer: <c>canceling</c>, <c>canceled</c>.</summary>
    public string? Status { get; set; }

    /// <summary>So many bytes of the next piece are lost on the way to the disk.</summary>
    public int LoseBytes { get; set; }

    public byte[]? Artifact { get; set; }

    public ConcurrentQueue<Upload> Uploads { get; } = [];

    public string Trace
    {
        get
        {
            lock (gate)
                return Encoding.UTF8.GetString(trace.ToArray());
        }
    }

    /// <summary>The trace once the runner has told the end.</summary>
    public async Task<string> EndAsync()
    {
        try
        {
            await ended.Task.WaitAsync(TimeSpan.FromSeconds(25));
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"The job did not end; its trace:\n{Trace}", late);
        }

        return Trace;
    }

    public async Task TraceHasAsync(string text)
    {
        for (var tries = 0; !Trace.Contains(text, StringComparison.Ordinal); tries++)
        {
            if (tries > 200)
                throw new TimeoutException($"\"{text}\" is not in the trace:\n{Trace}");
            await Task.Delay(100);
        }
    }

    public IResult Append(string range, byte[] piece, HttpResponse response, Action<bool, string> need)
    {
        lock (gate)
        {
            need(State == "running", "a piece before the job was confirmed, or after its end");
            var parts = range.Split('-');
            need(parts.Length == 2 && long.TryParse(parts[0], out _) && long.TryParse(parts[1], out _), $"the Content-Range \"{range}\"");
            var (start, end) = (long.Parse(parts[0]), long.Parse(parts[1]));
            need(end - start + 1 == piece.Length, $"the Content-Range \"{range}\" for {piece.Length} bytes");
            Say(response);
            response.Headers["X-GitLab-Trace-Update-Interval"] = "1";
            if (start != trace.Count)
            {
                response.Headers.Range = $"0-{trace.Count}";
                return Results.StatusCode(416);
            }

            var kept = piece.Length - Math.Min(LoseBytes, piece.Length);
            LoseBytes = 0;
            trace.AddRange(piece[..kept]);
            response.Headers.Range = $"0-{trace.Count}";
            return Results.StatusCode(202);
        }
    }

    /// <summary>Spoils a byte that is there already, as a broken disk would.</summary>
    public void Spoil(int at)
    {
        lock (gate)
            trace[at] ^= 1;
    }

    public IResult Update(JsonObject body, HttpResponse response, Action<bool, string> need)
    {
        lock (gate)
        {
            Say(response);
            var state = (string?)body["state"];
            if (Status is "canceled" or "failed")
                return Results.StatusCode(403);
            if (state == "running")
            {
                need(State is "pending" or "running", "running after the end");
                State = "running";
                return Results.Ok();
            }

            need(state is "success" or "failed", $"the state \"{state}\"");
            need(State == "running" || State == state, $"{state} after {State}");
            var bytes = trace.ToArray();
            var whole = (string?)body["output"]?["checksum"] == $"crc32:{Crc32.HashToUInt32(bytes):x8}" && (long?)body["output"]?["bytesize"] == bytes.Length;
            if (!whole)
            {
                trace.Clear();
                return Results.StatusCode(412);
            }

            (State, FailureReason, ExitCode) = (state!, (string?)body["failure_reason"], (int?)body["exit_code"]);
            ended.TrySetResult();
            return Results.Ok();
        }
    }

    void Say(HttpResponse response)
    {
        if (Status is { } status)
            response.Headers["Job-Status"] = status;
    }
}
