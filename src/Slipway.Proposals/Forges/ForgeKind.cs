namespace Slipway.Proposals.Forges;

public enum ForgeKind
{
    Slipway,
    GitLab,
    GitHub,
}
