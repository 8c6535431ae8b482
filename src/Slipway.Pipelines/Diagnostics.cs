using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines;

/// <summary>Collects what is told about one configuration; the same is told once.</summary>
sealed class Diagnostics(int maxErrors)
{
    static readonly string[] s_consequences = ["ci.extends", "ci.reference", "ci.unknown-job", "ci.unknown-stage", "ci.missing-key", "ci.on-stop", "ci.no-jobs"];

    readonly List<Diagnostic> _errors = [];
    readonly List<Diagnostic> _warnings = [];
    readonly HashSet<(YamlPlace, string, string)> _told = [];

    /// <summary>Some included file is not there: names that lead nowhere may be its, and are not told of.</summary>
    public bool Incomplete { get; set; }

    public IReadOnlyList<Diagnostic> Errors => _errors;

    public IReadOnlyList<Diagnostic> Warnings => _warnings;

    /// <exception cref="TooManyErrorsException">The most are told.</exception>
    public void Error(YamlPlace at, string code, string message, string? remedy)
    {
        if (Incomplete && s_consequences.Contains(code)) return;
        if (_told.Add(Same(at, code, message))) _errors.Add(Make(at, code, message, remedy));
        if (_errors.Count >= maxErrors) throw new TooManyErrorsException();
    }

    public void Warn(YamlPlace at, string code, string message, string? remedy)
    {
        if (_warnings.Count < maxErrors && _told.Add(Same(at, code, message))) _warnings.Add(Make(at, code, message, remedy));
    }

    /// <summary>What a job inherits or extends is read for each job; its fault is one, whichever job the message begins with.</summary>
    static (YamlPlace, string, string) Same(YamlPlace at, string code, string message) =>
        (at, code, message[(message.IndexOf(": ", StringComparison.Ordinal) + 1)..]);

    static Diagnostic Make(YamlPlace at, string code, string message, string? remedy) => new(at.File.Name, at.Line, at.Column, code, message, remedy);
}

/// <summary>Enough is told.</summary>
sealed class TooManyErrorsException : Exception;
