using System.Text;

namespace Slipway.Bench.Samples;

/// <summary>A configuration as a large project has it: 10 files, 300 jobs and a little more than 3,000 lines, with templates, references, rules, needs and a matrix.</summary>
static class SampleConfiguration
{
    public const int Files = 10;
    public const int Jobs = 300;
    const int LinesOfPart = 327;

    /// <summary>Writes it into a folder; answers its files, the entry first.</summary>
    public static IReadOnlyList<string> Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "ci"));
        var files = new List<string> { Put(folder, ".gitlab-ci.yml", Entry()) };
        for (var part = 1; part < Files; part++) files.Add(Put(folder, $"ci/part{part}.yml", Part(part)));
        return files;
    }

    static string Put(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    static string Entry()
    {
        var text = new StringBuilder("stages: [prepare, build, test, package, publish]\ninclude:\n");
        for (var part = 1; part < Files; part++) text.Append($"  - local: ci/part{part}.yml\n    rules:\n      - if: $CI_COMMIT_BRANCH || $CI_COMMIT_TAG\n");
        text.Append("""
            variables:
              REGISTRY: registry.example.org/$CI_PROJECT_PATH
              BUILD_IMAGE: $REGISTRY/build:$BUILD_VERSION
              BUILD_VERSION: "12"
            workflow:
              rules:
                - if: $CI_PIPELINE_SOURCE == "merge_request_event"
                - if: $CI_COMMIT_TAG =~ /^v\d+\.\d+\.\d+$/
                - if: $CI_COMMIT_BRANCH =~ /^(main|stable-.*|feature\/.*)$/
            default:
              image: $BUILD_IMAGE
              retry: {max: 1, when: [runner_system_failure, stuck_or_timeout_failure]}
              tags: [docker]
            .scripts:
              setup:
                - source scripts/setup.sh
                - ./scripts/check-environment "$CI_JOB_NAME"
              report:
                - ./scripts/report
            .branches:
              rules:
                - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
                - if: $CI_COMMIT_BRANCH =~ /^stable-\d+$/
                - changes: ["src/**/*", "packaging/*.{spec,control}"]
            .base:
              interruptible: true
              before_script:
                - !reference [.scripts, setup]
              after_script:
                - !reference [.scripts, report]
            prepare:
              stage: prepare
              extends: .base
              script: [./scripts/prepare]

            """);
        return text.ToString();
    }

    /// <summary>A template for the part, and its share of the jobs; the lines that are missing are commands.</summary>
    static string Part(int part)
    {
        var (first, last) = ((part - 1) * (Jobs - 1) / (Files - 1) + 1, part * (Jobs - 1) / (Files - 1));
        var text = new StringBuilder($"""
            .part{part}:
              extends: .base
              variables:
                PART: part{part}
                IMAGE: $REGISTRY/$PART
              cache:
                key: {"{files: [go.sum], prefix: $CI_JOB_NAME}"}
                paths: [vendor/]

            """);
        for (var job = first; job <= last; job++)
        {
            text.Append($"""
                job-{job}:
                  extends: .part{part}
                  stage: {(job % 3) switch { 0 => "build", 1 => "test", _ => "package" }}
                  needs: [prepare]
                  script:
                    - ./scripts/run {job} --image "$IMAGE"
                  artifacts: {"{paths: [out/], expire_in: 1 week}"}
                  rules:
                    - !reference [.branches, rules]

                """);
        }

        var missing = LinesOfPart - text.ToString().Count(letter => letter == '\n') - 2;
        text.Append($".more{part}:\n  script:\n");
        for (var line = 0; line < missing; line++) text.Append($"    - ./scripts/more --step {line}\n");
        return text.ToString();
    }
}
