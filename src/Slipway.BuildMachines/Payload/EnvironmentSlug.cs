using System.Security.Cryptography;
using System.Text;

namespace Slipway.BuildMachines.Payload;

/// <summary><c>CI_ENVIRONMENT_SLUG</c>: a DNS label of at most 24 characters; a name that had to be changed ends in six letters of its digest.</summary>
static class EnvironmentSlug
{
    const int Longest = 24;
    const int DigestLength = 6;

    public static string Of(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (slug.Length == 0 || slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        if (slug.Length == 0 || !char.IsAsciiLetter(slug[0]))
        {
            slug.Insert(0, "env-");
        }

        var text = slug.ToString();
        if (text == name && text.Length <= Longest)
        {
            return text;
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..DigestLength];
        return text[..Math.Min(text.Length, Longest - DigestLength - 1)].TrimEnd('-') + "-" + digest;
    }
}
