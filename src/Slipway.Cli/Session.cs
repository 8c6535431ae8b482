using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Slipway.Client;

namespace Slipway.Cli;

/// <summary>One run of a command: its arguments, its output, and its connection once it asks for one.</summary>
sealed class Session(ParseResult parsed) : IDisposable
{
    SlipwayClient? _client;

    public ParseResult Parsed => parsed;

    public bool Json { get; } = parsed.GetValue(Globals.Json);

    /// <summary>Buffered: thousands of lines are a few writes.</summary>
    public StreamWriter Out { get; } = new(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 32 * 1024);

    public SlipwayClient Client => _client ??= Connection.Open(parsed);

    /// <summary>With a token that came about otherwise than <see cref="Connection"/> finds it.</summary>
    public SlipwayClient Connect(Uri server, string token, int connections) => _client ??= new SlipwayClient(server, token, connections);

    public SlipwayClient Connect(int connections) => _client ??= Connection.Open(parsed, connections);

    /// <summary>The action of a command: errors become two lines and an exit code.</summary>
    public static Func<ParseResult, CancellationToken, Task<int>> Run(Func<Session, CancellationToken, Task<int>> command) => async (parsed, ct) =>
    {
        using var session = new Session(parsed);
        try
        {
            return await command(session, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("slipway: cancelled");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (Failure.From(exception) is { } failure)
        {
            await Console.Error.WriteLineAsync($"slipway: {Plain.Line(failure.Message)}");
            if (failure.Remedy is not null)
                await Console.Error.WriteLineAsync($"  {Plain.Line(failure.Remedy)}");
            return failure.ExitCode;
        }
    };

    /// <summary>The answer as JSON, or as lines for people.</summary>
    public int Answer<T>(T value, JsonTypeInfo<T> type, Action<TextWriter> people)
    {
        if (Json)
            Out.WriteLine(JsonSerializer.Serialize(value, type));
        else
            people(Out);
        return ExitCode.Done;
    }

    public void Dispose()
    {
        _client?.Dispose();
        Out.Dispose();
    }
}
