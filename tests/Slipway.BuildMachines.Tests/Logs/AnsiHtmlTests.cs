using System.Text;
using Slipway.BuildMachines.Logs;

namespace Slipway.BuildMachines.Tests.Logs;

public sealed class AnsiHtmlTests
{
    [Theory]
    [InlineData("plain\n", "plain\n")]
    [InlineData("\u001b[32;1mgreen\u001b[0;m rest", "<span class=\"bold sgr32\">green</span> rest")]
    [InlineData("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")]
    [InlineData("\u001b[31m<b>\u001b[0m", "<span class=\"sgr31\">&lt;b&gt;</span>")]
    [InlineData("10%\r50%\r100%\n", "100%\n")]
    [InlineData("windows\r\n", "windows\n")]
    [InlineData("\u001b]0;title\u0007text", "]0;titletext")]
    [InlineData("\u001b[2J\u001b[10;10Htext", "text")]
    [InlineData("section_start:1700000000:build\r\u001b[0KBuilding\nmake\nsection_end:1700000001:build\r\u001b[0Kafter\n",
        "<details class=\"section\" open><summary>Building</summary>make\n</details>after\n")]
    [InlineData("section_start:1:a[collapsed=true]\r\u001b[0KA\nsection_start:1:b\r\u001b[0KB\nx\nsection_end:2:a\r\u001b[0Ky",
        "<details class=\"section\"><summary>A</summary><details class=\"section\" open><summary>B</summary>x\n</details></details>y")]
    [InlineData("section_start:1:open\r\u001b[0KOpen\nx", "<details class=\"section\" open><summary>Open</summary>x</details>")]
    [InlineData("section_end:1:never\r\u001b[0Kx", "x")]
    [InlineData("section_start:no mark", "section_start:no mark")]
    [InlineData("\u001b[", "")]
    [InlineData("\u001b", "")]
    [InlineData("\u001b[38;5;196mpalette", "palette")]
    public void A_trace_becomes_html(string trace, string html) => AnsiHtml.Render(Encoding.UTF8.GetBytes(trace)).ShouldBe(html);

    [Fact]
    public void No_bytes_whatever_become_markup_of_their_own()
    {
        var random = new Random(1);
        var pieces = new[] { "<", ">", "\"", "&", "\u001b[", "31", "m", ";", "\r", "\n", "section_start:1:a\r", "section_end:1:a\r", "é", "\u001b", "a" };
        for (var round = 0; round < 2000; round++)
        {
            var trace = string.Concat(Enumerable.Range(0, 40).Select(_ => pieces[random.Next(pieces.Length)]));
            var bytes = Encoding.UTF8.GetBytes(trace);
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var left = System.Text.RegularExpressions.Regex.Replace(AnsiHtml.Render(bytes), "<span class=\"[a-z0-9 ]+\">|</span>|<details class=\"section\"( open)?>|</details>|</?summary>", "");
            left.ShouldNotContain("<");
            left.ShouldNotContain(">");
        }
    }
}
