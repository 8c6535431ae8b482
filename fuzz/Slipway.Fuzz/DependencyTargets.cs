using System.Text;
using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Managers.Patterns;
using Slipway.Formats;

namespace Slipway.Fuzz;

/// <summary>Every kind of file that names components, and every kind of configuration.</summary>
public static class DependencyTargets
{
    public static IEnumerable<FuzzTarget> All => Files.Select(file => Manager(file.Name, file.Path, file.Text)).Concat(Configurations.Select(file => Configuration(file.Name, file.Path, file.Text))).Concat(LockTargets.All);

    static readonly (string Name, string Path, string Text)[] Files =
    [
        ("deps-omnibus", "config/software/x.rb", "name 'x'\nversion = Gitlab::Version.new('x', 'v1_2')\ndefault_version '1.2'\nshort = version.sub(/.\\d*$/, \"\")\nversion('1.2') { source sha256: 'ab' }\nversion '1.1' do\n source md5: 'cd'\nend\nsource url: \"https://h/#{short}/#{name}-#{version.tr('.', '-')}.tgz\", sha256: 'ef'\nsource Build::UBT.source_args(name, default_version, \"9f56684d0216a6ee7e0ed92b2508b51f889af060475285c28f2d7641569c82c5\")\ncommand \"pip3 install a==1.2 b==#{version}\"\npatch source: 'a.patch', plevel: 0\nX = <<-EOH\ntext\nEOH\n%w(a b)\n"),
        ("deps-versions-file", "config/software_versions.yml", "a:\n  current: 1.2.3\n  next: 2\n  checksums:\n    1.2.3: ab\nb: {version: '1', sha256: cd, ubt: {sha256: ef}}\n"),
        ("deps-custom-sources", ".custom_sources.yml", "a:\n  remote: \"x\"\n  alternative: &y https://h/a.git\nb: {remote: *y}\n"),
        ("deps-tool-versions", ".tool-versions", "ruby 3.2.2 # x\nnode   18\n"),
        ("deps-gemfile", "Gemfile", "source 'https://h'\ngem 'a', '~> 1.2', require: false\ngem \"b\", '1', git: 'x'\n"),
        ("deps-gemfile-lock", "Gemfile.lock", "GIT\n  remote: x\n  specs:\n    g (1.0)\n\nGEM\n  remote: https://h/\n  specs:\n    a (1.2.3)\n      b (>= 1)\n\nDEPENDENCIES\n  a (~> 1)\n  g!\n"),
        ("deps-dockerfile", "Dockerfile", "ARG V=1.2\nARG B=h:1/x:1@sha256:aa\nFROM x:${V}-slim AS b\nFROM $B\nCOPY --from=y:2 / /\n"),
        ("deps-gitlab-ci", ".gitlab-ci.yml", "variables: {V: '1', I: {value: 'x:2'}}\nimage: $I\na: {image: {name: x:$V}, services: [y:1]}\ninclude: [{project: p, ref: v1}, {component: h/c@1}]\nb: !reference [a, image]\n"),
        ("deps-npm", "package.json", "{\"dependencies\": {\"a\": \"^1.2\", \"b\": \"npm:c@2\"}, /* x */ \"packageManager\": \"pnpm@9+sha1.x\",}"),
        ("deps-nuget", "a.csproj", "<Project><PropertyGroup><V>1</V></PropertyGroup><ItemGroup><PackageReference Include=\"a\" Version=\"$(V)\"/><!-- x --><PackageReference Include='b'><Version>[2]</Version></PackageReference></ItemGroup></Project>"),
        ("deps-requirements", "requirements.txt", "-i https://h/simple\na[x,y]==1.2 ; x\nb==1 \\\n --hash=sha256:1f28b4522cdc2fb4256ac1a020c78acf9cba2c6b461ccd2c126f3aa8e8335d04\nc @ https://h/c.zip\n"),
        ("deps-pyproject", "pyproject.toml", "[project]\ndependencies = [\"a==1\", 'b>=2', # x\n]\n[tool.poetry.dependencies]\nc = {version = \"^1\"}\nd = \"\"\"1\"\"\"\n"),
        ("deps-go", "go.mod", "module x\ngo 1.22\nrequire (\n\ta.b/c v1.2.3 // indirect\n)\nreplace a => b\n"),
        ("deps-cargo", "Cargo.toml", "[dependencies]\na = {version = \"1\", x = [1, {y = '2'}]}\nb.version = '1'\n[target.'cfg(x)'.dev-dependencies.c]\nversion = \"=2\"\n"),
        ("deps-maven", "pom.xml", "<?xml version='1.0'?><project><properties><v>1</v></properties><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>${v}</version></dependency></dependencies></project>"),
        ("deps-submodules", ".gitmodules", "[submodule \"a\"]\n\tpath = x/a\n\turl = https://h/a.git\n\tbranch = b\n"),
        ("deps-pattern", "x.env", "TOOL=1.2.3 ab\nTOOL=1.2.3\n"),
    ];

    static readonly (string Name, string Path, string Text)[] Configurations =
    [
        ("deps-settings", "slipway-deps.yml", "version: 1\nbranches: [main, '*-stable']\nschedule: {days: [monday], from: 22, to: 6, timezone: UTC}\nregistries: {npm: 'https://h'}\nrules:\n  - match: {names: 'a*', levels: [major]}\n    group: g\n    cooldown: 2 weeks\ncomponents:\n  a: {datasource: git-tags, package: x}\npatterns:\n  - {files: x, pattern: '(?<version>.)', datasource: npm}\nheld:\n  - {name: a, versions: ['1'], reason: r}\n"),
        ("deps-deps-yml", "deps.yml", "version: 3\ndependencies:\n- type: git\n  manifest_updates:\n    settings:\n      remotes:\n        https://h/a.git:\n          replace_in_files:\n          - filename: x\n            pattern: 'v(\\S+)'\n            tag_filter: {matching: 'r(\\d+)_(\\d+)', sort_as: '$1.$2'}\n"),
        ("deps-renovate", "renovate.json", "{\"packageRules\": [{\"matchPackageNames\": [\"a\"], \"enabled\": false}], \"customManagers\": [{\"customType\": \"regex\", \"fileMatch\": [\"^x$\"], \"matchStrings\": [\"(?<currentValue>.)\"], \"datasourceTemplate\": \"npm\"}]}"),
    ];

    /// <summary>Languages of lines: a line that is wrong is a fault, and the others are read.</summary>
    static readonly string[] LineByLine = ["deps-omnibus", "deps-tool-versions", "deps-gemfile", "deps-gemfile-lock", "deps-dockerfile", "deps-requirements", "deps-go", "deps-submodules"];

    static readonly PatternWatch[] Patterns = [new([new PathGlob("x.env")], PatternWatch.Compile("^TOOL=(?<version>.*?)(?: (?<sha256>.*))?$", out _)!, "t", null)];

    static FuzzTarget Manager(string name, string path, string text) => new(name, [Encoding.UTF8.GetBytes(text)], (input, _) =>
    {
        var found = ManagerSet.Read(new ProjectFiles([path, "GITALY_VERSION"], wanted => wanted == path ? input : "1.2"u8.ToArray()), name == "deps-pattern" ? Patterns : [], new HashSet<string>());
        foreach (var place in found.Components.SelectMany(component => component.Places.Append(component.At).Concat(component.Checksums.Select(sum => sum.Place))).Where(place => place.File == path))
        {
            // A place that is not what it says would edit something else.
            var file = SourceFile.Read(path, input).Text;
            if (place.End > file.Length || file.Substring(place.Start, place.Text.Length) != place.Text) throw new InvalidOperationException($"{place} is not in the file.");
        }

        foreach (var component in found.Components) component.Archive?.For("9.9.9");
        return found.Components.Count == 0 && found.Faults.Count > 0 && !LineByLine.Contains(name) ? throw new MalformedInputException("deps", found.Faults[0].Message) : Task.CompletedTask;
    })
    {
        ReadsAnything = LineByLine.Contains(name),
    };

    static FuzzTarget Configuration(string name, string path, string text) => new(name, [Encoding.UTF8.GetBytes(text)], (input, _) =>
    {
        var result = SettingsFiles.Read(new ProjectFiles([path], _ => input));
        if ((result.Settings is null) != (result.Faults.Count > 0)) throw new InvalidOperationException("There are settings exactly where there is no fault.");
        return result.Settings is null ? throw new MalformedInputException("deps", result.Faults[0].Message) : Task.CompletedTask;
    });
}
