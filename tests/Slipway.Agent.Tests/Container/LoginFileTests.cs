using Slipway.Agent.Executors.Container;

namespace Slipway.Agent.Tests.Container;

public sealed class LoginFileTests
{
    [Theory]
    [InlineData("debian", "hub")]
    [InlineData("library/debian:12", "hub")]
    [InlineData("docker.io/library/debian", "hub")]
    [InlineData("registry.example.org/any/image:1", "host")]
    [InlineData("registry.example.org/team/image", "team")]
    [InlineData("registry.example.org/teams/image", "host")]
    [InlineData("registry.example.org:5000/image@sha256:00", "port")]
    [InlineData("other.example.org/image", null)]
    public void The_longest_key_that_fits_counts(string image, string? user) => (LoginFile.Read("""
        {"auths": {
          "https://index.docker.io/v1/": {"auth": "aHViOnA="},
          "registry.example.org": {"username": "host", "password": "p"},
          "https://registry.example.org/team/": {"username": "team", "password": "p"},
          "registry.example.org:5000": {"username": "port", "password": "p"},
          "other.example.org": {},
          "damaged.example.org": {"auth": "not base64!"}
        }, "credsStore": "desktop"}
        """).ShouldNotBeNull().Find(image)?.User ?? "").ShouldBe(user ?? "");

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"auths\": 7}")]
    [InlineData("{\"auths\": {\"x\": \"y\"}}")]
    public void What_is_no_such_file_is_said(string text) => LoginFile.Read(text).ShouldBeNull();
}
