using Slipway.Testing;

namespace Slipway.System.Tests.FromPushToPackage;

/// <summary>A small C program with its Debian and RPM packaging and its pipeline, in a work tree of the real git.</summary>
sealed class SampleProject : IDisposable
{
    readonly TempFolder folder = new();

    public string Path => folder.Path;

    /// <param name="repository">Where its pipeline publishes: <c>owner/name</c>.</param>
    public static async Task<SampleProject> CreateAsync(string repository)
    {
        var project = new SampleProject();
        project.Write("hello.c", """
            #include <stdio.h>
            #include "greeting.h"

            int main(void)
            {
                puts(GREETING);
                return 0;
            }

            """);
        project.Write("greeting.h", "#define GREETING \"Hello from Slipway\"\n");
        project.Write("Makefile", """
            hello-slipway: hello.c greeting.h
            	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ hello.c
            test: hello-slipway
            	test "$$(./hello-slipway)" = "Hello from Slipway"
            install: hello-slipway
            	install -D -m 755 hello-slipway $(DESTDIR)/usr/bin/hello-slipway

            """);
        project.Write("debian/control", """
            Source: hello-slipway
            Section: utils
            Priority: optional
            Maintainer: Sample <sample@example.org>
            Standards-Version: 4.6.2
            Rules-Requires-Root: no

            Package: hello-slipway
            Architecture: any
            Description: says hello
             Built by a pipeline.

            """);
        project.Write("debian/changelog", "hello-slipway (1.0) unstable; urgency=low\n\n  * First.\n\n -- Sample <sample@example.org>  Tue, 24 Nov 2026 12:00:00 +0000\n");
        project.Write("debian/source/format", "3.0 (native)\n");
        project.Write("debian/rules", """
            #!/usr/bin/make -f
            build build-arch build-indep:
            	$(MAKE) hello-slipway
            binary: binary-arch binary-indep
            binary-arch: build
            	mkdir -p debian/tmp/DEBIAN
            	$(MAKE) install DESTDIR=$(CURDIR)/debian/tmp
            	dpkg-gencontrol
            	dpkg-deb --root-owner-group --build debian/tmp ..
            binary-indep:
            clean:
            	rm -rf debian/tmp hello-slipway

            """, executable: true);
        project.Write("hello-slipway.spec", """
            %global debug_package %{nil}
            Name: hello-slipway
            Version: 1.0
            Release: 1
            Summary: says hello
            License: MIT
            AutoReqProv: no
            %description
            Built by a pipeline.
            %install
            make -C %{_sourcedir} install DESTDIR=%{buildroot}
            %files
            /usr/bin/hello-slipway

            """);
        project.Write(".gitlab-ci.yml", $$"""
            stages: [test, build, publish]

            # What fails since the server or the runner did not answer is tried again; a test that fails is not.
            default:
              retry: {max: 2, when: [runner_system_failure, stuck_or_timeout_failure]}
            variables:
              GET_SOURCES_ATTEMPTS: "3"
              ARTIFACT_DOWNLOAD_ATTEMPTS: "3"

            workflow:
              rules:
                - if: $CI_PIPELINE_SOURCE == "merge_request_event"
                - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

            test:
              stage: test
              script: make test

            deb:
              stage: build
              script:
                - mkdir -p work/src out
                - git archive HEAD | tar -x -C work/src
                - (cd work/src && dpkg-buildpackage --build=binary --no-sign --no-check-builddeps)
                - mv work/*.deb out/
              artifacts:
                paths: [out/]

            rpm:
              stage: build
              script:
                - rpmbuild -bb --define "_topdir $PWD/rpm" --define "_sourcedir $PWD" hello-slipway.spec
                - mkdir -p out
                - mv rpm/RPMS/*/*.rpm out/
              artifacts:
                paths: [out/]

            publish:
              stage: publish
              retry: 2
              rules:
                - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
              id_tokens:
                SLIPWAY_ID_TOKEN:
                  aud: $CI_SERVER_URL
              script:
                - slipway push {{repository}}/debian/bookworm out/*.deb
                - slipway push {{repository}}/el/9 out/*.rpm

            """);
        await project.GitAsync("init", "--quiet", "--initial-branch=main");
        await project.CommitAsync("First");
        return project;
    }

    public void Write(string name, string content, bool executable = false)
    {
        Directory.CreateDirectory(global::System.IO.Path.GetDirectoryName(folder[name])!);
        File.WriteAllText(folder[name], content);
        if (executable)
        {
            File.SetUnixFileMode(folder[name], (UnixFileMode)0b111_101_101);
        }
    }

    public string Read(string name) => File.ReadAllText(folder[name]);

    public async Task CommitAsync(string message)
    {
        await GitAsync("add", "--all");
        await GitAsync("-c", "user.name=Sample", "-c", "user.email=sample@example.org", "commit", "--quiet", "--message", message);
    }

    public Task<string> GitAsync(params string[] arguments) => Tool.RunAsync("git", ["-C", folder.Path, .. arguments]);

    public void Dispose() => folder.Dispose();
}
