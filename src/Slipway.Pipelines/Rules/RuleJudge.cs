using System.Text.RegularExpressions;
using Slipway.Pipelines.Expressions;
using Slipway.Pipelines.Variables;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Rules;

/// <summary>Finds the rule that counts: the first whose conditions all hold.</summary>
/// <param name="files">Whose files <c>exists</c> looks for.</param>
sealed class RuleJudge(CompileRun run, IConfigurationSource files)
{
    public async ValueTask<Rule?> FirstAsync(IReadOnlyList<Rule> rules, VariableText variables)
    {
        foreach (var rule in rules)
        {
            if (rule.If is not null && !Holds(rule.If, variables, rule.At)) continue;
            if (rule.Changes is not null && !await ChangedAsync(rule.Changes, variables)) continue;
            if (rule.Exists is not null && !await ExistsAsync(rule.Exists, variables)) continue;
            return rule;
        }

        return null;
    }

    public static bool Holds(Expression condition, VariableText variables, YamlPlace at)
    {
        try
        {
            return condition.IsTrue(variables);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new LimitException(at, "The patterns of the conditions take too long.", "Use shorter patterns, or fewer.");
        }
        catch (VariableTooLongException wrong)
        {
            throw new LimitException(at, wrong.Message, null);
        }
    }

    public async ValueTask<bool> ChangedAsync(ChangesClause clause, VariableText variables)
    {
        var compareTo = clause.CompareTo is null ? null : Expanded([clause.CompareTo], variables, clause.At)[0];
        switch (await run.Repository.ChangedAsync(compareTo))
        {
            case ChangedFiles.Known known:
                return run.Repository.AnyMatches(Expanded(clause.Paths, variables, clause.At), known.Paths, clause.At);
            case ChangedFiles.UnknownRevision:
                run.Diagnostics.Error(clause.At, "ci.unknown-revision", $"compare_to names \"{clause.CompareTo}\", which is no branch, tag or commit here.", "Fetch it, or name one that is there.");
                return false;
            default:
                return true;
        }
    }

    async ValueTask<bool> ExistsAsync(ExistsClause clause, VariableText variables)
    {
        var of = files;
        if (clause.Project is not null)
        {
            var revision = clause.Ref is null ? null : Expanded([clause.Ref], variables, clause.At)[0];
            if (await run.Repository.ProjectAsync(files, Expanded([clause.Project], variables, clause.At)[0], revision) is not { } other)
            {
                run.Diagnostics.Error(clause.At, "ci.unknown-project", $"The project {clause.Project}{(clause.Ref is null ? "" : $" at {clause.Ref}")} is not there, or may not be read.", "Check its path and ref, and that you may read it.");
                return false;
            }

            of = other;
        }

        return await run.Repository.ExistsAsync(of, Expanded(clause.Paths, variables, clause.At), clause.At);
    }

    static string[] Expanded(IReadOnlyList<string> texts, VariableText variables, YamlPlace at)
    {
        try
        {
            return [.. texts.Select(variables.ExpandKnown)];
        }
        catch (VariableTooLongException wrong)
        {
            throw new LimitException(at, wrong.Message, null);
        }
    }
}
