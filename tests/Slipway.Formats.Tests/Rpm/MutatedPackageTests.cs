using System.Xml.Linq;
using CsCheck;
using Slipway.Formats.Rpm;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Rpm;

/// <summary>A small part of what the fuzz target RpmTargets does, on every run.</summary>
public sealed class MutatedPackageTests
{
    static readonly byte[][] Seeds = [new RpmBuilder().ToArray(), new RpmBuilder { Format = 6, Epoch = 1 }.ToArray(), StrangePackages.All["texts"].ToArray()];

    [Fact]
    public void A_changed_package_is_refused_or_read_but_never_crashes() => Gen.Select(
        Gen.Int[0, Seeds.Length - 1], Gen.Select(Gen.Double[0, 1], Gen.OneOf(Gen.Byte, Gen.Const((byte)0), Gen.Const((byte)0xff))).Array[1, 4]).Sample(
        (seed, changes) =>
        {
            var rpm = Seeds[seed].ToArray();
            foreach (var (place, value) in changes)
            {
                rpm[(int)(place * (rpm.Length - 1))] = value;
            }

            Read(rpm);
        },
        iter: 6000);

    [Fact]
    public void A_header_of_random_tags_is_refused_or_read_but_never_crashes() => Gen.Select(
        Gen.UInt[1000, 1130], Gen.UInt[0, 11], Gen.OneOf(Gen.UInt[0, 4], Gen.UInt), Gen.Byte.Array[0, 24]).Array[1, 3].Sample(
        tags => Read(new RpmBuilder
        {
            Header = header =>
            {
                foreach (var (tag, type, count, data) in tags)
                {
                    header.Raw(tag, type, count, data);
                }
            },
        }.ToArray()),
        iter: 1500);

    static void Read(byte[] rpm)
    {
        try
        {
            // A memory stream never waits.
            var package = RpmReader.ReadAsync(new MemoryStream(rpm), RpmLimits.Default, TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult();
            var primary = PrimaryXml.WritePackage(package, new RpmFileFacts("00", rpm.Length, 0, package.Filename));
            XDocument.Load(new MemoryStream([.. PrimaryXml.Header(1), .. primary, .. PrimaryXml.Footer]));
            XDocument.Load(new MemoryStream([.. FilelistsXml.Header(1), .. FilelistsXml.WritePackage(package, "00"), .. FilelistsXml.Footer]));
            XDocument.Load(new MemoryStream([.. OtherXml.Header(1), .. OtherXml.WritePackage(package, "00"), .. OtherXml.Footer]));
        }
        catch (MalformedInputException refused)
        {
            refused.Code.ShouldStartWith("rpm.");
        }
    }
}
