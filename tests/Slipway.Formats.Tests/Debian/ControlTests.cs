namespace Slipway.Formats.Tests.Debian;

/// <summary>What the control file of a binary package may say.</summary>
public class ControlTests
{
    const string Good = "Package: aa\nVersion: 1\nArchitecture: all\n";

    [Theory]
    [InlineData("")]
    [InlineData("Source: bb (2:1.0-3)\nSection: non-free/net\n")]
    [InlineData("Depends: aa, b-b (>= 1:2.0~rc1) | cc:any,\n dd (<< 3), ee\nProvides: ff (= 1)\n")]
    [InlineData("Depends: aa (= 1-1) ,\n")]
    [InlineData("Depends:\n")]
    [InlineData("X-Custom_field.1: any: thing # here\n")]
    [InlineData("Description:\n first\n .\n\tsecond\n")]
    [InlineData("\n\n")]
    public async Task Good_fields_are_taken(string more) => (await Deb.ReadAsync(Deb.WithControl("\n" + Good + more))).Control["Version"].ShouldBe("1");

    [Theory]
    [InlineData("", "control.empty")]
    [InlineData("\n\n", "control.empty")]
    [InlineData("Version: 1\nArchitecture: all\n", "control.missing-field")]
    [InlineData("Package: aa\nArchitecture: all\n", "control.missing-field")]
    [InlineData("Package: aa\nVersion: 1\n", "control.missing-field")]
    [InlineData("Package:\nVersion: 1\nArchitecture: all\n", "control.missing-field")]
    [InlineData("Package: Upper\nVersion: 1\nArchitecture: all\n", "control.bad-package-name")]
    [InlineData("Package: a\nVersion: 1\nArchitecture: all\n", "control.bad-package-name")]
    [InlineData("Package: ../aa\nVersion: 1\nArchitecture: all\n", "control.bad-package-name")]
    [InlineData("Package: aa\n bb\nVersion: 1\nArchitecture: all\n", "control.bad-package-name")]
    [InlineData("Package: aa\nVersion: v1\nArchitecture: all\n", "control.bad-version")]
    [InlineData("Package: aa\nVersion: 1/2\nArchitecture: all\n", "control.bad-version")]
    [InlineData("Package: aa\nVersion: 1\nArchitecture: any\n", "control.bad-architecture")]
    [InlineData("Package: aa\nVersion: 1\nArchitecture: amd64 i386\n", "control.bad-architecture")]
    [InlineData("Package: aa\nVersion: 1\nArchitecture: all", "control.no-final-newline")]
    [InlineData(Good + "package: bb\n", "control.duplicate-field")]
    [InlineData(Good + "\nPackage: bb\n", "control.many-paragraphs")]
    [InlineData(Good + "no colon\n", "control.bad-field")]
    [InlineData(Good + ": empty name\n", "control.bad-field")]
    [InlineData(Good + "# comment: x\n", "control.bad-field")]
    [InlineData(Good + "-dash: x\n", "control.bad-field")]
    [InlineData(Good + "Two words: x\n", "control.bad-field")]
    [InlineData(" " + Good, "control.bad-field")]
    [InlineData(Good + "Description: x\n \n y\n", "control.blank-line")]
    [InlineData(Good + "Description: x\n  \t\n", "control.blank-line")]
    [InlineData(Good + "Description: x\r\n", "control.control-character")]
    [InlineData(Good + "Description: x\0y\n", "control.control-character")]
    [InlineData(Good + "Description: \u001b[31m\n", "control.control-character")]
    [InlineData(Good + "Source: Bad/Name\n", "control.bad-source")]
    [InlineData(Good + "Source: bb (1\n", "control.bad-source")]
    [InlineData(Good + "Section: ../../x\n", "control.bad-section")]
    [InlineData(Good + "Depends: a (>= 1\n", "control.bad-relation")]
    [InlineData(Good + "Depends: aa bb\n", "control.bad-relation")]
    [InlineData(Good + "Depends: ,aa\n", "control.bad-relation")]
    [InlineData(Good + "Depends: aa (~ 1)\n", "control.bad-relation")]
    [InlineData(Good + "Depends: aa (>= )\n", "control.bad-relation")]
    [InlineData(Good + "Depends: ${misc:Depends}\n", "control.bad-relation")]
    [InlineData(Good + "Conflicts: aa |\n", "control.bad-relation")]
    public async Task What_would_break_an_index_is_refused(string control, string code) =>
        (await Deb.RefusedAsync(Deb.WithControl(control))).Code.ShouldBe(code);
}
