using Harvester.Core.Ports;
using Harvester.Storage;
using Xunit;

namespace Harvester.Tests.Storage;

public sealed class StoreAddressTests
{
    [Theory]
    [InlineData("sqlite:data/harvester.db", "data/harvester.db")]
    [InlineData("SQLite:/var/lib/オープン データ.db", "/var/lib/オープン データ.db")]
    public void SqliteAddress_NamesTheFile(string address, string path) => Assert.Equal(path, StoreAddress.Parse(address).Path);

    [Theory]
    [InlineData("")]
    [InlineData("data/harvester.db")]
    [InlineData("sqlite:")]
    [InlineData("sqlite: ")]
    [InlineData("sqlite::memory:")]
    [InlineData("sqlite:file:x?mode=memory")]
    [InlineData("postgres://localhost")]
    public void OtherAddress_IsRefused_SayingWhatIsExpected(string address) =>
        Assert.Contains("sqlite:PATH", Assert.Throws<StoreException>(() => StoreAddress.Parse(address)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("mongodb://user:secret@localhost/db", "mongodb://localhost:27017/db")]
    [InlineData("MongoDB://a.example,b.example:27018/?replicaSet=rs0", "mongodb://a.example:27017,b.example:27018/harvester")]
    public void MongoAddress_IsShownWithoutItsPassword(string address, string shown)
    {
        var parsed = StoreAddress.Parse(address);

        Assert.Equal((null, address, shown), (parsed.Path, parsed.Connection, parsed.ToString()));
    }

    [Theory]
    [InlineData("mongodb://user:secret@")]
    [InlineData("mongodb://user:sec/ret@host:port/db")]
    [InlineData("mongodb://user:secret@host/db?w=secret&journal=secret")]
    public async Task DamagedConnectionString_IsRefused_WithoutRepeatingItsPassword(string address)
    {
        var fault = await Assert.ThrowsAsync<StoreException>(() => Stores.OpenAsync(address, TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Contains("mongodb://", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
    }
}
