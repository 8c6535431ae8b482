using Slipway.DependencyUpdates.Managers;

namespace Slipway.DependencyUpdates.Tests.Managers;

/// <summary>Each manager: what it finds, where it looks it up, and what it says of what it does not watch.</summary>
public sealed class EcosystemTests
{
    [Fact]
    public void Package_json_knows_pins_carets_aliases_and_its_registries() => Read.Lines(
        ("package.json", """
            {
              "dependencies": { "a": "1.2.3", "b": "^2.0.0", "c": "~3.1", "@s/d": "4.0.0", "e": "npm:real@5.0.0", "f": ">=1", "g": "file:../g", "h": "*" },
              "devDependencies": { "i": "1.0.0-rc.1" },
              "packageManager": "pnpm@9.1.0"
            }
            """),
        (".npmrc", "registry=https://npm.example/\n@s:registry=https://s.example/\n"))
        .ShouldBe([
            "a 1.2.3 -> npm a @https://npm.example/", "b 2.0.0 -> npm b @https://npm.example/", "c 3.1 -> npm c @https://npm.example/", "@s/d 4.0.0 -> npm @s/d @https://s.example/",
            "e 5.0.0 -> npm real @https://npm.example/", "f (It takes any version \">=1\".)", "g (It comes from \"file:../g\", not from a registry.)", "h (It takes any version \"*\".)",
            "i 1.0.0-rc.1 -> npm i @https://npm.example/", "pnpm 9.1.0 -> npm pnpm @https://npm.example/"]);

    [Fact]
    public void A_lock_tells_the_registry_and_that_it_has_to_be_made_again()
    {
        var found = Read.Good(("package.json", """{"dependencies":{"a":"1.2.3"}}"""), ("package-lock.json", """{"packages":{"":{},"node_modules/a":{"version":"1.2.3","resolved":"https://npm.example/base/a/-/a-1.2.3.tgz"}}}""")).ShouldHaveSingleItem();
        found.Query!.Registry.ShouldBe("https://npm.example/base/");
        found.Lock.ShouldNotBeNull().ByHand.ShouldContain("npm install --package-lock-only --ignore-scripts a@VERSION");
    }

    [Fact]
    public void Project_files_of_nuget_have_attributes_elements_properties_and_a_central_file() => Read.Lines(
        ("a/A.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><SerilogVersion>3.1.1</SerilogVersion></PropertyGroup>
              <ItemGroup>
                <!-- <PackageReference Include="Old" Version="0.1" /> -->
                <PackageReference Include="A" Version="1.0.0" />
                <PackageReference Include="B"><Version>2.0.0</Version></PackageReference>
                <PackageReference Include="Serilog" Version="$(SerilogVersion)" />
                <PackageReference Include="C" Version="[3.0.0]" />
                <PackageReference Include="D" Version="4.*" />
                <PackageReference Include="Central" />
              </ItemGroup>
            </Project>
            """),
        ("Directory.Packages.props", """<Project><ItemGroup><PackageVersion Include="Central" Version="7.0.1" /></ItemGroup></Project>"""),
        ("NuGet.config", """<configuration><packageSources><clear /><add key="x" value="https://nuget.example/v3/index.json" /></packageSources></configuration>"""))
        .ShouldBe([
            "Central 7.0.1 -> nuget Central @https://nuget.example/v3/index.json", "A 1.0.0 -> nuget A @https://nuget.example/v3/index.json", "B 2.0.0 -> nuget B @https://nuget.example/v3/index.json",
            "Serilog 3.1.1 -> nuget Serilog @https://nuget.example/v3/index.json", "C 3.0.0 -> nuget C @https://nuget.example/v3/index.json", "D (It takes any version 4.*.)"]);

    [Fact]
    public void Requirements_have_pins_hashes_and_an_index()
    {
        const string Text = "--index-url https://pypi.example/simple\nrequests[socks]==2.31.0 ; python_version > '3'  # why\nurllib3>=1.26\nflask\nattrs==23.1.0 \\\n    --hash=sha256:1f28b4522cdc2fb4256ac1a020c78acf9cba2c6b461ccd2c126f3aa8e8335d04\n-r other.txt\n";
        var found = Read.Good(("requirements.txt", Text));
        found.Select(Read.Line).ShouldBe([
            "requests 2.31.0 -> pypi requests @https://pypi.example/simple", "urllib3 (It takes any version >=1.26.)", "flask (It names no version: whatever is newest is taken.)", "attrs 23.1.0 -> pypi attrs @https://pypi.example/simple"]);
        found[3].Checksums.ShouldHaveSingleItem().Place.Text.ShouldStartWith("1f28b");
    }

    [Fact]
    public void Pyproject_has_lists_of_requirements_and_poetrys_tables() => Read.Lines(("pyproject.toml", """
        [build-system]
        requires = ["hatchling==1.18.0"]
        [project]
        name = "x"
        dependencies = [
          "django==4.2.1",  # a comment
          "rich>=13",
        ]
        [project.optional-dependencies]
        test = ["pytest==7.4.0"]
        [tool.poetry.dependencies]
        python = "^3.11"
        numpy = "^1.25.0"
        pandas = { version = "2.0.3", extras = ["x"] }
        """)).ShouldBe(["hatchling 1.18.0 -> pypi hatchling", "django 4.2.1 -> pypi django", "rich (It takes any version >=13.)", "pytest 7.4.0 -> pypi pytest", "numpy 1.25.0 -> pypi numpy", "pandas 2.0.3 -> pypi pandas"]);

    [Fact]
    public void Go_mod_has_direct_indirect_and_replaced_modules() => Read.Lines(("go.mod", """
        module example.org/x

        go 1.22

        toolchain go1.22.3

        require example.org/single v1.0.0

        require (
        	example.org/a v1.2.3
        	example.org/b/v2 v2.0.0 // indirect
        	example.org/c v0.0.0-20230101120000-abcdefabcdef
        )

        replace example.org/c => ../c
        """)).ShouldBe([
            "go (It is the language that the module is written in, not a thing that it takes.)", "toolchain 1.22.3 -> nothing", "example.org/single v1.0.0 -> go example.org/single", "example.org/a v1.2.3 -> go example.org/a",
            "example.org/b/v2 (It is indirect: it follows what needs it.)", "example.org/c (It is replaced by another module or folder.)"]);

    [Fact]
    public void Cargo_toml_has_short_long_dotted_and_target_forms() => Read.Lines(("Cargo.toml", """
        [package]
        name = "x"
        version = "0.1.0"
        [dependencies]
        serde = { version = "1.0.188", features = ["derive"] }
        rand = "0.8"
        mine = { path = "../mine" }
        tokio.version = "=1.32.0"
        renamed = { package = "real", version = "2.0.0" }
        [dev-dependencies.criterion]
        version = "0.5"
        [target.'cfg(unix)'.dependencies]
        libc = "0.2.147"
        [workspace.dependencies]
        log = "0.4"
        """)).ShouldBe([
            "serde 1.0.188 -> crates serde", "rand 0.8 -> crates rand", "mine (It comes from git or a folder, not from a registry.)", "tokio 1.32.0 -> crates tokio", "renamed 2.0.0 -> crates real", "criterion 0.5 -> crates criterion", "libc 0.2.147 -> crates libc", "log 0.4 -> crates log"]);

    [Fact]
    public void Pom_xml_has_properties_plugins_and_a_parent() => Read.Lines(("pom.xml", """
        <?xml version="1.0"?>
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <parent><groupId>g</groupId><artifactId>parent</artifactId><version>3.1.2</version></parent>
          <properties><junit.version>5.10.0</junit.version></properties>
          <repositories><repository><url>https://maven.example/repo</url></repository></repositories>
          <dependencies>
            <dependency><groupId>org.junit</groupId><artifactId>junit</artifactId><version>${junit.version}</version></dependency>
            <dependency><groupId>g</groupId><artifactId>managed</artifactId></dependency>
            <dependency><groupId>g</groupId><artifactId>other</artifactId><version>${outside}</version></dependency>
          </dependencies>
        </project>
        """)).ShouldBe([
            "g:parent 3.1.2 -> maven g:parent @https://maven.example/repo", "org.junit:junit 5.10.0 -> maven org.junit:junit @https://maven.example/repo", "g:other (Its version is the property outside, which another file sets: watch it there.)"]);

    [Fact]
    public void A_gemfile_without_a_lock_is_edited_and_one_with_a_lock_is_told()
    {
        const string Gemfile = "source 'https://gems.example'\ngem 'rails', '~> 7.0.4'\ngem 'rake'\ngem 'own', path: '../own'\ngroup :test do\n  gem \"rspec\", \"3.12.0\"\nend\n";
        Read.Lines(("Gemfile", Gemfile)).ShouldBe(["rails 7.0.4 -> rubygems rails @https://gems.example", "rake (The Gemfile names no single version of it.)", "own (It comes from git or a folder, not from a gem server.)", "rspec 3.12.0 -> rubygems rspec @https://gems.example"]);
        var locked = Read.Good(("Gemfile", Gemfile), ("Gemfile.lock", "GEM\n  remote: https://gems.example/\n  specs:\n    rails (7.0.8)\n      actionpack (= 7.0.8)\n    rake (13.0.6)\n    rspec (3.12.0)\n\nDEPENDENCIES\n  rails (~> 7.0.4)\n  rake\n"));
        Read.Line(locked[0]).ShouldBe("rails 7.0.8 -> rubygems rails @https://gems.example/");
        locked[0].Lock.ShouldNotBeNull().ByHand.ShouldEndWith("bundle update --conservative rails");
        locked[0].DependsOn.ShouldBe(["actionpack"]);
        Read.Line(locked[1]).ShouldBe("rake 13.0.6 -> rubygems rake @https://gems.example/");
    }

    [Fact]
    public void A_dockerfile_has_stages_arguments_and_digests()
    {
        var found = Read.Good(("Dockerfile", """
            ARG RUBY_VERSION=3.2.2
            ARG BASE=registry.example:5000/base:1.2@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
            FROM ruby:${RUBY_VERSION}-slim AS build
            FROM --platform=$BUILDPLATFORM $BASE
            ARG CURL_VERSION=8.1.0
            COPY --from=build /x /x
            COPY --from=alpine:3.18 /y /y
            FROM debian
            FROM node:latest
            FROM build
            """));
        found.Select(Read.Line).ShouldBe([
            "ruby 3.2.2-slim -> oci ruby", "registry.example:5000/base 1.2 -> oci registry.example:5000/base", "alpine 3.18 -> oci alpine",
            "debian (It has no tag: whatever is newest is taken. Write one.)", "node (Its tag \"latest\" is no version.)", "CURL_VERSION 8.1.0 -> nothing"]);
        found[0].Places.ShouldHaveSingleItem().Text.ShouldBe("3.2.2");
        found[1].Checksums.ShouldHaveSingleItem().Algorithm.ShouldBe("manifest");
    }

    [Fact]
    public void A_pipeline_has_images_services_variables_and_includes_and_its_references_do_not_matter() => Read.Lines((".gitlab-ci.yml", """
        include:
          - project: group/templates
            ref: v1.4.0
            file: /a.yml
        variables:
          GO_VERSION: "1.22.1"
        default:
          image: "debian:12.4"
        build:
          image: {name: golang:$GO_VERSION, entrypoint: [""]}
          services: [postgres:15.3, {name: redis:7.0.11, alias: r}]
          script: [!reference [.x, script]]
        other:
          image: $CI_REGISTRY_IMAGE/x:latest
        """)).ShouldBe([
            "debian 12.4 -> oci debian", "golang 1.22.1 -> oci golang", "postgres 15.3 -> oci postgres", "redis 7.0.11 -> oci redis",
            "$CI_REGISTRY_IMAGE/x:latest (Its name is put together from variables that are set elsewhere.)", "group/templates v1.4.0 -> nothing"]);

    [Fact]
    public void Version_files_and_tool_versions_hold_versions_that_a_watch_must_be_given_for() =>
        Read.Lines((".ruby-version", "3.2.2\n"), (".nvmrc", "lts/*\n"), (".tool-versions", "# tools\nnodejs 18.17.0\npython   3.11.4 # x\n"))
            .ShouldBe(["node (It follows \"lts/*\": there is no version to update.)", "ruby 3.2.2 -> nothing", "nodejs 18.17.0 -> nothing", "python 3.11.4 -> nothing"]);

    [Theory]
    [InlineData("package.json", "{\"dependencies\": {\"a\": \"1.0.0\",}", "valid JSON")]
    [InlineData("Cargo.toml", "[dependencies]\nx = \n", "valid TOML")]
    [InlineData("pom.xml", "<project><a></project>", "closes nothing")]
    [InlineData("a.csproj", "<!DOCTYPE x [<!ENTITY e \"\">]><Project/>", "document type")]
    [InlineData(".gitlab-ci.yml", "a: [b", "valid YAML")]
    public void A_file_that_cannot_be_read_is_a_fault_with_a_remedy_and_ends_nothing_else(string path, string text, string says)
    {
        var found = Read.All((path, text), (".ruby-version", "3.2.2"));
        var fault = found.Faults.ShouldHaveSingleItem();
        fault.Message.ShouldContain(says);
        fault.Remedy.ShouldNotBeEmpty();
        found.Components.ShouldHaveSingleItem().Name.ShouldBe("ruby");
    }

    [Theory]
    [InlineData("package.json", "\uFEFF{\r\n  \"dependencies\": { \"é\": \"1.0.0\" }\r\n}\r\n")]
    [InlineData(".gitlab-ci.yml", "# é\r\na:\r\n  image: x:1.0.0 # why\r\n")]
    [InlineData("requirements.txt", "# é\r\nx==1.0.0\r\n")]
    [InlineData("Cargo.toml", "[dependencies] # é\r\nx = '1.0.0'\r\n")]
    [InlineData("a.csproj", "\uFEFF<Project>\r\n<PackageReference Include='é' Version='1.0.0'/>\r\n</Project>")]
    [InlineData("Dockerfile", "# é\r\nFROM x:1.0.0\r\n")]
    public void An_edit_changes_the_version_and_nothing_else(string path, string text) =>
        Read.Bumped(text, Read.Good((path, text)).ShouldHaveSingleItem(), "2.0.0").ShouldBe(text.Replace("1.0.0", "2.0.0", StringComparison.Ordinal));
}
