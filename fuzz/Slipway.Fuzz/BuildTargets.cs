using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Slipway.BuildMachines.Artifacts;
using Slipway.BuildMachines.Logs;
using Slipway.Platform.Schedules;

namespace Slipway.Fuzz;

/// <summary>What jobs and runners send, and what people write for schedules.</summary>
public static class BuildTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("trace-html", [Encoding.UTF8.GetBytes(Trace)], Render) { ReadsAnything = true },
        new("dotenv-report", ["A=1\nB_2 = two\r\n\nC=\n"u8.ToArray()], Report) { ReadsAnything = true },
        new("cron", ["30 1 * * *"u8.ToArray(), "*/5 0-12/3 1,15 jan-mar mon-fri"u8.ToArray(), "0 0 29 2 *"u8.ToArray()], Cron) { ReadsAnything = true },
        new("artifact-form", [Encoding.UTF8.GetBytes(Form)], MultipartAsync) { ReadsAnything = true },
    ];

    const string Trace = "Hello\u001b[31;1mred\u001b[0;m\n10%\r100%\nsection_start:1700000000:a[collapsed=true]\r\u001b[0KA <b>\nsection_start:1:b\r\u001b[0KB\nx\nsection_end:2:a\r\u001b[0K\u001b[38;5;196mend";

    const string Form = "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"artifacts.zip\"\r\nContent-Type: application/octet-stream\r\n\r\nPK\r\n--xyz--\r\n";

    static Task Render(byte[] input, CancellationToken ct)
    {
        var html = AnsiHtml.Render(input);
        if (html.Contains("<b", StringComparison.Ordinal) || Count(html, "<details") != Count(html, "</details>"))
        {
            throw new InvalidOperationException("The trace became markup of its own.");
        }

        return Task.CompletedTask;
    }

    static Task Report(byte[] input, CancellationToken ct)
    {
        Dotenv.Read(Encoding.UTF8.GetString(input), out var variables);
        return variables.Count <= Dotenv.MaxVariables ? Task.CompletedTask : throw new InvalidOperationException("More variables than there may be.");
    }

    static Task Cron(byte[] input, CancellationToken ct)
    {
        if (CronTime.TryParse(Encoding.UTF8.GetString(input), out var time))
        {
            _ = time.Next(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        }

        return Task.CompletedTask;
    }

    // As UploadArtifact reads it.
    static async Task MultipartAsync(byte[] input, CancellationToken ct)
    {
        try
        {
            using var body = new MemoryStream(input);
            var reader = new MultipartReader("xyz", body);
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                _ = section.GetContentDispositionHeader()?.FileName.Value;
                await section.Body.CopyToAsync(Stream.Null, ct);
            }
        }
        catch (Exception refused) when (refused is IOException or InvalidDataException)
        {
            // answered with 400
        }
    }

    static int Count(string text, string part) => text.Split(part).Length - 1;
}
