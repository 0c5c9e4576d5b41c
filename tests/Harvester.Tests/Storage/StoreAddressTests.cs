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
    [InlineData("mongodb://user:secret@localhost/db")]
    [InlineData("mongodb+srv://user:secret@cluster")]
    public void MongoAddress_IsRefused_WithoutRepeatingItsPassword(string address)
    {
        var message = Assert.Throws<StoreException>(() => StoreAddress.Parse(address)).Message;

        Assert.Contains("MongoDB", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }
}
