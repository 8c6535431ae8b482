using Microsoft.AspNetCore.Http;
using Slipway.Platform.Auth;

namespace Slipway.Platform.Pages;

/// <summary>A form of our own pages.</summary>
/// <param name="Caller">Who has the session that it came with.</param>
public sealed record PostedForm(IFormCollection Fields, Caller Caller)
{
    /// <summary>A field's text, without spaces around it and with plain ends of lines; empty where there is none.</summary>
    public string this[string name] => Whole(name).Trim();

    /// <summary>A field's text as it was written, where spaces count. Browsers end lines with CR and LF; here it is LF.</summary>
    public string Whole(string name) => Fields[name].ToString().ReplaceLineEndings("\n");

    public bool Has(string name) => Fields.ContainsKey(name);

    /// <summary>Words with commas between them.</summary>
    public string[] Words(string name) => this[name].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
