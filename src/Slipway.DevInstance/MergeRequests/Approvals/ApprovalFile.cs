using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Slipway.DevInstance.MergeRequests.Approvals;

/// <summary>
/// <c>.slipway/approvals.yml</c>. Read from YAML's events, without aliases, tags or any depth but its own, so that what it takes is in
/// proportion to its size.
/// </summary>
static class ApprovalFile
{
    public const string Path = ".slipway/approvals.yml";
    public const int MostBytes = 64 * 1024;
    const int MostRules = 100;
    const int MostApprovals = 20;

    /// <exception cref="FormatException">It is not as it must be; the message names the line.</exception>
    public static IReadOnlyList<ApprovalRule> Parse(string text)
    {
        var rules = new List<ApprovalRule>();
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                return rules;
            }

            parser.Consume<DocumentStart>();
            Start<MappingStart>(parser, "the file must have the one key 'rules'");
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = Word(parser);
                if (key.Value != "rules" || rules.Count > 0)
                {
                    throw At(key, $"'{key.Value}' does not belong here; the one key is 'rules'");
                }

                Start<SequenceStart>(parser, "'rules' must be a list");
                while (!parser.TryConsume<SequenceEnd>(out _))
                {
                    rules.Add(Rule(parser));
                    if (rules.Count > MostRules)
                    {
                        throw new FormatException($"There are more than {MostRules} rules.");
                    }
                }
            }

            parser.Consume<DocumentEnd>();
            return parser.TryConsume<StreamEnd>(out _) ? rules : throw new FormatException("There is more than one document in it.");
        }
        catch (YamlException bad)
        {
            throw new FormatException($"Line {bad.Start.Line}: it is no YAML that can be read: {bad.Message}", bad);
        }
        // YamlDotNet's scanner also throws these at damaged input.
        catch (Exception bad) when (bad is ArgumentException or InvalidOperationException or OverflowException or IndexOutOfRangeException)
        {
            throw new FormatException("It is no YAML that can be read.", bad);
        }
    }

    static ApprovalRule Rule(Parser parser)
    {
        var start = Start<MappingStart>(parser, "a rule must have keys: name, required, users, paths");
        var (name, required, users, paths) = ((string?)null, 1, (IReadOnlyList<string>)[], (IReadOnlyList<string>)[]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Word(parser);
            if (!seen.Add(key.Value))
            {
                throw At(key, $"'{key.Value}' is there twice");
            }

            switch (key.Value)
            {
                case "name":
                    name = Word(parser).Value;
                    break;
                case "required":
                    var number = Word(parser);
                    required = int.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= MostApprovals
                        ? count : throw At(number, $"'required' must be a number from 1 to {MostApprovals}");
                    break;
                case "users":
                    users = List(parser);
                    break;
                case "paths":
                    paths = List(parser);
                    break;
                default:
                    throw At(key, $"'{key.Value}' does not belong in a rule: name, required, users, paths");
            }
        }

        if (name is not { Length: > 0 and <= 100 })
        {
            throw At(start, "a rule needs a name of 1 to 100 characters");
        }

        return users.Count == 0 || users.Count >= required ? new ApprovalRule(name, required, users, paths)
            : throw At(start, $"'{name}' requires {required} approvals and names {users.Count} users, so it could never be met");
    }

    static List<string> List(Parser parser)
    {
        Start<SequenceStart>(parser, "a list is needed here");
        var all = new List<string>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            all.Add(Word(parser).Value);
        }

        return all;
    }

    static Scalar Word(Parser parser) =>
        parser.TryConsume<Scalar>(out var word) && Plain(word) ? word : throw At(parser.Current, "a word is needed here");

    static T Start<T>(Parser parser, string need)
        where T : NodeEvent =>
        parser.TryConsume<T>(out var start) && Plain(start) ? start : throw At(parser.Current, need);

    static bool Plain(NodeEvent node) => node.Anchor.IsEmpty && node.Tag.IsEmpty;

    static FormatException At(ParsingEvent? where, string what) => new($"Line {where?.Start.Line ?? 1}: {what}.");
}
