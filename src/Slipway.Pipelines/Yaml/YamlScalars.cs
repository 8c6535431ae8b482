namespace Slipway.Pipelines.Yaml;

/// <summary>
/// What a plain scalar means, as Ruby's YAML 1.1 reads it, since GitLab's users write for that: <c>yes</c> and <c>off</c> are booleans. Numbers
/// keep their spelling, so that <c>3.10</c> stays what was written.
/// </summary>
static class YamlScalars
{
    public static YamlScalar Plain(YamlPlace place, string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => new(place, "", ScalarType.Null),
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => new(place, "true", ScalarType.Boolean),
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => new(place, "false", ScalarType.Boolean),
        _ => new(place, text, IsNumber(text) ? ScalarType.Number : ScalarType.Text),
    };

    static bool IsNumber(string text)
    {
        var at = text[0] is '-' or '+' ? 1 : 0;
        var (digits, points) = (0, 0);
        for (; at < text.Length; at++)
        {
            if (char.IsAsciiDigit(text[at])) digits++;
            else if (text[at] == '.') points++;
            else if (text[at] != '_' || digits == 0) return false;
        }

        return digits > 0 && points < 2;
    }
}
