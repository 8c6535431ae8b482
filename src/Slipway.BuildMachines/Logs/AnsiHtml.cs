using System.Net;
using System.Text;

namespace Slipway.BuildMachines.Logs;

/// <summary>
/// A trace as HTML: colours and weight of SGR sequences as classes, everything else of a terminal's language dropped, every character encoded. A carriage
/// return overwrites its line, as progress bars want it. Sections (GitLab's <c>section_start</c> and <c>section_end</c>) fold. Linear in time and
/// memory, whatever the bytes. trace.js does the same in the browser.
/// </summary>
static class AnsiHtml
{
    const char Escape = '\u001b';
    const int LongestSequence = 64;

    public static string Render(ReadOnlySpan<byte> trace)
    {
        var (page, style) = (new TraceLines(), default(Style));
        var text = Encoding.UTF8.GetString(trace);
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\n':
                    page.EndLine();
                    break;
                case '\r':
                    if (at + 1 < text.Length && text[at + 1] != '\n')
                    {
                        page.Overwrite();
                    }

                    break;
                case Escape:
                    at = Skip(text, at, ref style);
                    break;
                case var c when c == '\t' || !char.IsControl(c):
                    at = Run(text, at, style, page);
                    break;
                default:
                    break;
            }
        }

        return page.End();
    }

    /// <returns>The place of the run's last character.</returns>
    static int Run(string text, int from, Style style, TraceLines page)
    {
        var end = from;
        while (end < text.Length && (text[end] == '\t' || !char.IsControl(text[end])))
        {
            end++;
        }

        var run = text.AsSpan(from, end - from);
        if (!page.TryMark(run))
        {
            page.Append(WebUtility.HtmlEncode(run.ToString()), style.Classes);
        }

        return end - 1;
    }

    /// <returns>The place of the sequence's last character.</returns>
    static int Skip(string text, int from, ref Style style)
    {
        if (from + 1 >= text.Length || text[from + 1] != '[')
        {
            return from;
        }

        var end = from + 2;
        while (end < text.Length && end - from < LongestSequence && text[end] is >= '0' and <= '?')
        {
            end++;
        }

        if (end >= text.Length || text[end] is < '@' or > '~')
        {
            return end - 1;
        }

        if (text[end] == 'm')
        {
            style = style.With(text[(from + 2)..end]);
        }

        return end;
    }

    /// <param name="Colour">0 for none, else an SGR code of 30 to 37 or 90 to 97.</param>
    readonly record struct Style(int Colour, bool Bold)
    {
        public string Classes => (Colour, Bold) switch
        {
            (0, false) => "",
            (0, true) => "bold",
            (_, false) => $"sgr{Colour}",
            _ => $"bold sgr{Colour}",
        };

        public Style With(string codes)
        {
            var style = this;
            foreach (var part in codes.Split(';'))
            {
                if (part is "38" or "48")
                {
                    break; // a palette: its numbers follow, and mean nothing here
                }

                var code = part.Length == 0 ? 0 : int.TryParse(part, out var number) ? number : -1;
                style = code switch
                {
                    0 => default,
                    1 => style with { Bold = true },
                    22 => style with { Bold = false },
                    39 => style with { Colour = 0 },
                    (>= 30 and <= 37) or (>= 90 and <= 97) => style with { Colour = code },
                    _ => style,
                };
            }

            return style;
        }
    }
}
