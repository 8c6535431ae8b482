namespace Slipway.DependencyUpdates.Configuration;

/// <summary>The JSON schema of <c>slipway-deps.yml</c>, for editors.</summary>
public static class SettingsSchema
{
    public static string Text
    {
        get
        {
            using var stream = typeof(SettingsSchema).Assembly.GetManifestResourceStream("slipway-deps.schema.json")!;
            return new StreamReader(stream).ReadToEnd();
        }
    }
}
