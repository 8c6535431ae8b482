using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Slipway.DevInstance.Browse;

/// <summary>
/// Markdown from a repository, as HTML that can't do anything: no HTML of its own, links to the web only, no images (they would tell
/// others who reads). The pages' Content-Security-Policy stands behind it.
/// </summary>
static class Readme
{
    public const int MostBytes = 256 * 1024;

    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseTaskLists().UseAutoLinks().DisableHtml().Build();

    /// <summary>The names that are taken for one, best first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["README.md", "readme.md", "README.markdown", "README", "README.txt"];

    public static bool IsMarkdown(string path) => path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where it is nested too deeply to be read: show it as it is.</summary>
    public static string? Render(string text)
    {
        try
        {
            var document = Markdown.Parse(text, Pipeline);
            foreach (var link in document.Descendants<LinkInline>())
            {
                // An image becomes a link to itself.
                link.IsImage = false;
                link.Url = IsHarmless(link.Url) ? link.Url : "#";
                link.GetAttributes().AddPropertyIfNotExist("rel", "nofollow noopener");
            }

            foreach (var link in document.Descendants<AutolinkInline>())
            {
                link.Url = link.IsEmail || IsHarmless(link.Url) ? link.Url : "#";
            }

            return document.ToHtml(Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static bool IsHarmless(string? url) => url is not null
        && (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || url.StartsWith('#'));
}
