using System.Text;
using System.Text.Json.Nodes;
using Slipway.Formats.Provenance;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Provenance;

public sealed class DsseTests
{
    static readonly ProvenanceKey s_key = ProvenanceKey.Generate();

    [Fact]
    public void What_is_signed_is_the_protocols_example() => Encoding.UTF8.GetString(DsseEnvelope.PreAuthenticate("http://example.com/HelloWorld", "hello world"u8))
        .ShouldBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");

    [Fact]
    public async Task Openssl_accepts_our_signature_and_we_accept_openssls()
    {
        using var folder = new TempFolder();
        var envelope = DsseEnvelope.Sign("text/plain", "hello"u8.ToArray(), s_key);
        await File.WriteAllBytesAsync(folder["data"], "DSSEv1 10 text/plain 5 hello"u8.ToArray());
        await File.WriteAllBytesAsync(folder["sig"], envelope.Signatures[0].Value);
        await File.WriteAllTextAsync(folder["pem"], s_key.Public.ToPem());
        (await Tool.RunAsync("openssl", "dgst", "-sha256", "-verify", folder["pem"], "-signature", folder["sig"], folder["data"])).ShouldContain("Verified OK");

        await Tool.RunAsync("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", folder["key"]);
        await Tool.RunAsync("openssl", "ec", "-in", folder["key"], "-pubout", "-out", folder["pub"]);
        await Tool.RunAsync("openssl", "dgst", "-sha256", "-sign", folder["key"], "-out", folder["theirs"], folder["data"]);
        var theirs = new DsseEnvelope("text/plain", "hello"u8.ToArray(), [new DsseSignature(null, await File.ReadAllBytesAsync(folder["theirs"]))]);
        theirs.IsSignedBy(ProvenancePublicKey.ParsePem(await File.ReadAllTextAsync(folder["pub"]))[0]).ShouldBeTrue();
        theirs.IsSignedBy(s_key.Public).ShouldBeFalse();
    }

    [Fact]
    public void Type_and_payload_are_both_signed()
    {
        var good = DsseEnvelope.Parse(DsseEnvelope.Sign("text/plain", "hello"u8.ToArray(), s_key).Write());
        good.IsSignedBy(s_key.Public).ShouldBeTrue();
        (good with { Payload = "hullo"u8.ToArray() }).IsSignedBy(s_key.Public).ShouldBeFalse();
        (good with { PayloadType = "text/html" }).IsSignedBy(s_key.Public).ShouldBeFalse();
        (good with { Signatures = [] }).IsSignedBy(s_key.Public).ShouldBeFalse();
    }

    [Fact]
    public void A_statement_is_read_as_it_was_written()
    {
        var statement = ProvenanceStatement.Of(
            [new("a.deb", new Dictionary<string, string> { ["sha256"] = "00" })],
            new(new("urn:test", new JsonObject { ["source"] = "https://x" }, null, []), new(new("https://builder"), new("https://job"))));
        var read = ProvenanceStatement.Parse(new DsseEnvelope(ProvenanceStatement.PayloadType, statement.Write(), []));
        read.IsAbout("00").ShouldBeTrue();
        read.IsAbout("01").ShouldBeFalse();
        read.External("source").ShouldBe("https://x");
        read.External("ref").ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"payloadType":"x","payload":"!","signatures":[{"sig":""}]}""")]
    [InlineData("""{"payloadType":"x","payload":"aGk=","signatures":[]}""")]
    [InlineData("""{"payloadType":"x","payload":"aGk=","payload":"aGk=","signatures":[{"sig":"aGk="}]}""")]
    public void What_is_no_envelope_is_refused(string json) =>
        Should.Throw<MalformedInputException>(() => DsseEnvelope.Parse(Encoding.UTF8.GetBytes(json))).Code.ShouldBe("provenance.malformed");

    [Fact]
    public async Task Keys_of_other_kinds_are_refused()
    {
        using var folder = new TempFolder();
        await Tool.RunAsync("openssl", "genrsa", "-out", folder["key"], "2048");
        await Tool.RunAsync("openssl", "rsa", "-in", folder["key"], "-pubout", "-out", folder["pub"]);
        var rsa = await File.ReadAllTextAsync(folder["pub"]);
        Should.Throw<MalformedInputException>(() => ProvenancePublicKey.ParsePem(rsa)).Code.ShouldBe("provenance.key");
        Should.Throw<MalformedInputException>(() => ProvenancePublicKey.ParsePem("no key")).Code.ShouldBe("provenance.key");
    }
}
