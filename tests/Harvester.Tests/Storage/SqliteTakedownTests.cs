using System.Text;
using Harvester.Core.Ports;
using Harvester.Storage;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>What is erased leaves no bytes in the file.</summary>
public sealed class SqliteTakedownTests : IDisposable
{
    private const string Secret = "himitsu-no-namae";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-takedown-").FullName;

    private string Db => Path.Combine(folder, "harvester.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Erased_IsInNoByteOfTheFilesAnyMore_WhileTheStoreIsOpen()
    {
        await using var store = await Stores.OpenAsync($"sqlite:{Db}", TimeProvider.System, None);
        var lease = (await store.Sources.AcquireAsync("tokyo", "w", Noon, TimeSpan.FromHours(1), None))!;
        // The title of the first version was freed long before it was known to be secret.
        await store.Catalogue.ApplyAsync(lease, new CatalogueBatch("run", Noon, [Added("a", $"{Secret}1"), .. Enumerable.Range(0, 200).Select(i => Added($"n{i}"))]), None);
        await store.Catalogue.ApplyAsync(lease, new CatalogueBatch("run", Noon, [Updated("a", 2, $"{Secret}{new string('x', 20_000)}")]), None);
        await store.Catalogue.ApplyAsync(lease, new CatalogueBatch("run", Noon, [Updated("a", 3, $"{Secret}3")]), None);
        Assert.True(await IsInTheFilesAsync());

        await store.Takedowns.EraseAsync(lease, "tokyo~a", "why", Noon, None);
        Assert.True(await store.Takedowns.WipeAsync(None));

        Assert.False(await IsInTheFilesAsync());
        Assert.Equal(200, await store.Datasets.CountAsync(new DatasetFilter(), None));
    }

    [Fact]
    public async Task Wiping_WhileSomebodyReads_SaysSo_AndNothingIsLost()
    {
        await using var store = await Stores.OpenAsync($"sqlite:{Db}", TimeProvider.System, None);
        var lease = (await store.Sources.AcquireAsync("tokyo", "w", Noon, TimeSpan.FromHours(1), None))!;
        await store.Catalogue.ApplyAsync(lease, new CatalogueBatch("run", Noon, [.. Enumerable.Range(0, 600).Select(i => Added($"n{i}"))]), None);
        await using var reading = store.Datasets.AllAsync(new DatasetFilter(), None).GetAsyncEnumerator(None);
        Assert.True(await reading.MoveNextAsync());
        await store.Takedowns.EraseAsync(lease, "tokyo~n1", "why", Noon, None);

        Assert.False(await store.Takedowns.WipeAsync(None));

        while (await reading.MoveNextAsync())
        {
        }

        Assert.True(await store.Takedowns.WipeAsync(None));
        Assert.Equal(599, await store.Datasets.CountAsync(new DatasetFilter(), None));
    }

    private async Task<bool> IsInTheFilesAsync()
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[open.Length];
            await open.ReadExactlyAsync(bytes, None);
            if (bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0)
                return true;
        }

        return false;
    }
}
