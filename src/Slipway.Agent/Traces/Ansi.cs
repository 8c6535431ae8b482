namespace Slipway.Agent.Traces;

/// <summary>The colours that GitLab's traces have.</summary>
static class Ansi
{
    public const string Reset = "\e[0;m";
    public const string Red = "\e[31;1m";
    public const string Green = "\e[32;1m";
    public const string Yellow = "\e[0;33m";
    public const string Cyan = "\e[36;1m";
    public const string ClearLine = "\e[0K";
}
