namespace Slipway.DependencyUpdates.Datasources.Http;

/// <summary>One GET, or a POST where it has a body.</summary>
/// <param name="Accept">The media type that is asked for; null: any.</param>
/// <param name="Bearer">A token for this request only (an image registry's).</param>
/// <param name="MaxBytes">Null: as the options say.</param>
sealed record SourceRequest(Uri Address, string? Accept = null, string? Bearer = null, long? MaxBytes = null)
{
    /// <summary>401 is an answer, with its challenge: how an image registry says where its tokens are.</summary>
    public bool WantsChallenge { get; init; }

    /// <summary>Never kept on disk: a token.</summary>
    public bool Fleeting { get; init; }

    /// <summary>JSON.</summary>
    public byte[]? Body { get; init; }

    public override string ToString() => Address.GetLeftPart(UriPartial.Path);
}
