using Microsoft.AspNetCore.Http;

namespace Slipway.Platform.Pages;

/// <summary>What a page brings to <see cref="PageForms.AnswerAsync"/>.</summary>
/// <param name="Find">What the page is about; null where there is none that the caller may see.</param>
/// <param name="Act">Does what the form asks for.</param>
/// <param name="Show">The page with the reason why it was not done.</param>
public sealed record FormSteps<T>(Func<Task<T?>> Find, Func<T, PostedForm, Task<FormOutcome>> Act, Func<T, string, Task<IResult>> Show)
    where T : class;

/// <summary>What became of a form.</summary>
public abstract record FormOutcome
{
    /// <summary>Done; the page is loaded anew, or another one.</summary>
    public sealed record Done(string? Page = null) : FormOutcome;

    public sealed record Refused(string Why) : FormOutcome;

    /// <summary>Done, with an answer that is shown this once.</summary>
    public sealed record Shown(IResult Answer) : FormOutcome;

    /// <param name="why">Null: done.</param>
    public static FormOutcome Of(string? why) => why is null ? new Done() : new Refused(why);
}
