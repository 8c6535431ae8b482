using Slipway.Formats.Rpm;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Rpm;

/// <summary>Alone: what other tests allocate meanwhile would be counted.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

[Collection<Alone>]
public class RpmMemoryTests
{
    [Fact]
    public async Task Two_hundred_thousand_files_cost_little_memory()
    {
        var rpm = new RpmBuilder { Files = [.. Enumerable.Range(0, 200_000).Select(i => ($"/srv/d{i % 100}/file-number-{i}", Array.Empty<byte>()))] }.ToArray();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var package = await RpmReader.ReadAsync(new MemoryStream(rpm), RpmLimits.Default, TestContext.Current.CancellationToken);

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(12 << 20);
        package.Files.Count.ShouldBe(200_000);
        package.Files[123_456].ShouldBe(new RpmFile("/srv/d56/file-number-123456", RpmFileKind.File));
    }
}
