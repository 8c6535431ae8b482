namespace Slipway.Formats.Rpm;

/// <summary>What a dependency means and where it came from (rpm: include/rpm/rpmds.h, rpmsenseFlags).</summary>
[Flags]
public enum RpmSense : uint
{
    /// <summary>Any version.</summary>
    None = 0,

    /// <summary>Lower than the version.</summary>
    Less = 1 << 1,

    /// <summary>Higher than the version.</summary>
    Greater = 1 << 2,

    /// <summary>The version itself.</summary>
    Equal = 1 << 3,

    /// <summary>Needed by <c>%posttrans</c>.</summary>
    PostTransaction = 1 << 5,

    /// <summary>The old <c>PreReq</c>.</summary>
    Prerequisite = 1 << 6,

    /// <summary>Needed by <c>%pretrans</c>.</summary>
    PreTransaction = 1 << 7,

    /// <summary>Runs a scriptlet.</summary>
    Interpreter = 1 << 8,

    /// <summary>Needed by <c>%pre</c>.</summary>
    ScriptPre = 1 << 9,

    /// <summary>Needed by <c>%post</c>.</summary>
    ScriptPost = 1 << 10,

    /// <summary>Needed by <c>%preun</c>.</summary>
    ScriptPreUninstall = 1 << 11,

    /// <summary>Needed by <c>%postun</c>.</summary>
    ScriptPostUninstall = 1 << 12,

    /// <summary>Makes a requirement a wish; Mandriva and old SUSE wrote it.</summary>
    MissingOk = 1 << 19,

    /// <summary>A feature of rpm itself.</summary>
    RpmLibrary = 1 << 24,

    /// <summary>Makes an old suggestion a recommendation.</summary>
    Strong = 1 << 27,

    /// <summary>The package's own configuration.</summary>
    Configuration = 1 << 28,
}
