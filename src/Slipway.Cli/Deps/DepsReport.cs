using System.Text.Json.Serialization;

namespace Slipway.Cli.Deps;

/// <summary>What <c>slipway deps scan</c> and <c>check</c> write with <c>--json</c>.</summary>
/// <param name="Silent">Components that nothing watches, and about which nobody wrote why.</param>
sealed record DepsReport(string? Configuration, IReadOnlyList<ComponentReport> Components, IReadOnlyList<FaultReport> Faults, IReadOnlyList<FaultReport> Warnings, int Silent, IReadOnlyList<string> Notes);

/// <param name="State"><c>watched</c>, <c>unwatched</c>, <c>silent</c>; after a check <c>up-to-date</c>, <c>newer</c>, <c>waiting</c>, <c>moved</c>, <c>ignored</c>, <c>failed</c>.</param>
/// <param name="Places">Each place of the version, as <c>file:line</c>.</param>
/// <param name="Newer">Versions that would be proposed.</param>
/// <param name="Locked">Why Slipway does not change it by itself.</param>
sealed record ComponentReport(
    string Manager, string Name, string Current, string State, string? Datasource, string? Package, string? Registry, IReadOnlyList<string> Places, int Checksums,
    IReadOnlyList<string> Newer, string? Newest, string? Why, string? Code, string? Remedy, string? Locked, IReadOnlyList<string> Vulnerabilities);

sealed record FaultReport(string File, int Line, string Code, string Message, string Remedy);

/// <summary>What <c>slipway deps update</c> writes with <c>--json</c>.</summary>
/// <param name="Embargoed">Empty unless it is asked for.</param>
sealed record UpdateReport(IReadOnlyList<RequestReport> Requests, IReadOnlyList<ManualReport> Manual, IReadOnlyList<EmbargoReport> Embargoed, IReadOnlyList<string> Notes);

/// <param name="Outcome"><c>planned</c>, <c>written</c>, <c>opened</c>, <c>updated</c>, <c>unchanged</c>, <c>nothing</c>, <c>taken-over</c>, <c>declined</c>, <c>refused</c>, <c>later</c>, <c>closed</c>, <c>merged</c>, <c>failed</c>.</param>
sealed record RequestReport(string Target, string Branch, string Title, string Outcome, string Says, string? Code, string? Url, IReadOnlyList<StepReport> Steps, string? Body);

sealed record StepReport(string Manager, string Name, string From, string To, string Level);

sealed record ManualReport(string Target, string Manager, string Name, string From, string To, string What);

/// <param name="Outcome">As of a request; <c>known</c> where there is no private project for it, and nothing was made.</param>
sealed record EmbargoReport(string Target, string Title, string Outcome, string Says, string? Url, IReadOnlyList<StepReport> Steps, IReadOnlyList<string> Vulnerabilities);

/// <summary>What <c>slipway deps why</c> writes with <c>--json</c>.</summary>
sealed record WhyReport(IReadOnlyList<WhyComponent> Components);

sealed record WhyComponent(ComponentReport Component, IReadOnlyList<WhyRelease> Releases, IReadOnlyList<string> Notes);

/// <param name="Rule"><c>ready</c>, <c>waiting</c>, <c>behind</c>, or the rule that dropped it.</param>
sealed record WhyRelease(string Version, string Rule, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DepsReport))]
[JsonSerializable(typeof(UpdateReport))]
[JsonSerializable(typeof(WhyReport))]
sealed partial class DepsJson : JsonSerializerContext;
