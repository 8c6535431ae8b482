using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Http;

namespace Slipway.Platform.Pages;

/// <summary>The hidden field without which a form of ours is not taken: no other site can make it.</summary>
public sealed class FormToken : ComponentBase
{
    [Inject] public IHttpContextAccessor Http { get; set; } = null!;

    [Inject] public IAntiforgery Antiforgery { get; set; } = null!;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var tokens = Antiforgery.GetAndStoreTokens(Http.HttpContext!);
        builder.OpenElement(0, "input");
        builder.AddAttribute(1, "type", "hidden");
        builder.AddAttribute(2, "name", tokens.FormFieldName);
        builder.AddAttribute(3, "value", tokens.RequestToken);
        builder.CloseElement();
    }
}
