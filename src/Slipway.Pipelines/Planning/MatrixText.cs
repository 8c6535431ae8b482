using Slipway.Pipelines.Keywords;

namespace Slipway.Pipelines.Planning;

/// <summary><c>$[[ matrix.NAME ]]</c> in needs: the instance's own value.</summary>
static class MatrixText
{
    public static string Fill(string text, MatrixRow? row)
    {
        if (row is null || !text.Contains("$[[", StringComparison.Ordinal)) return text;
        foreach (var variable in row.Variables)
        {
            text = text.Replace($"$[[ matrix.{variable.Key} ]]", variable.Value, StringComparison.Ordinal).Replace($"$[[matrix.{variable.Key}]]", variable.Value, StringComparison.Ordinal);
        }

        return text;
    }
}
