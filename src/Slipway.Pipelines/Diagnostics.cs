using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines;

/// <summary>Collects what is told about one configuration; the same is told once.</summary>
sealed class Diagnostics(int maxErrors)
{
    readonly List<Diagnostic> _errors = [];
    readonly List<Diagnostic> _warnings = [];
    readonly HashSet<(YamlPlace, string, string)> _told = [];

    public IReadOnlyList<Diagnostic> Errors => _errors;

    public IReadOnlyList<Diagnostic> Warnings => _warnings;

    /// <exception cref="TooManyErrorsException">The most are told.</exception>
    public void Error(YamlPlace at, string code, string message, string? remedy)
    {
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
