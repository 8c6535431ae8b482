using System.Text;
using CsCheck;
using Slipway.Agent.Traces;

namespace Slipway.Agent.Tests.Traces;

public sealed class MaskerTests
{
    [Fact]
    public void However_a_text_is_cut_it_is_masked_alike() =>
        Gen.Select(Gen.String[Gen.Char["ab "], 0, 40], Gen.String[Gen.Char["ab"], 1, 5].Array[0, 4], Gen.Int[1, 7]).Sample((text, secrets, size) =>
            Masked(text, secrets, [], size) == Masked(text, secrets, [], int.MaxValue));

    [Fact]
    public void No_byte_of_any_occurrence_is_left_and_no_other_is_lost() =>
        Gen.Select(Gen.String[Gen.Char["abc"], 0, 40], Gen.String[Gen.Char["abc"], 1, 5].Array[0, 4], Gen.Int[1, 7]).Sample((text, secrets, size) =>
            Masked(text, secrets, [], size) == Expected(text, secrets));

    [Theory]
    [InlineData("a glpat-abc.DEF-1_2= b", "a glpat-[MASKED] b")]
    [InlineData("glpat-", "glpat-")]
    [InlineData("glpat- x", "glpat- x")]
    [InlineData("glpa glpglpat-x", "glpa glpglpat-[MASKED]")]
    [InlineData("glpat-secret", "glpat-[MASKED]")]
    public void A_token_is_masked_by_its_beginning_wherever_it_is_cut(string text, string masked)
    {
        for (var size = 1; size <= text.Length; size++)
            Masked(text, [], ["glpat-", "glrt-"], size).ShouldBe(masked);
    }

    static string Masked(string text, string[] secrets, string[] prefixes, int size)
    {
        var result = new List<byte>();
        using (var output = new MaskedOutput(secrets.Select(Encoding.UTF8.GetBytes), prefixes.Select(Encoding.UTF8.GetBytes), bytes => result.AddRange(bytes)))
        {
            for (var at = 0; at < text.Length; at += Math.Min(size, text.Length - at))
                output.Append(Encoding.UTF8.GetBytes(text.Substring(at, Math.Min(size, text.Length - at))));
        }

        return Encoding.UTF8.GetString([.. result]);
    }

    static string Expected(string text, string[] secrets)
    {
        var masked = new bool[text.Length];
        foreach (var secret in secrets)
        {
            for (var at = text.IndexOf(secret, StringComparison.Ordinal); at >= 0; at = text.IndexOf(secret, at + 1, StringComparison.Ordinal))
                Array.Fill(masked, true, at, secret.Length);
        }

        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (!masked[at])
                result.Append(text[at]);
            else if (at == 0 || !masked[at - 1])
                result.Append("[MASKED]");
        }

        return result.ToString();
    }
}
