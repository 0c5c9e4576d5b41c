using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Connectors.Definitions;

public sealed class SourceCatalogueTests
{
    [Fact]
    public void Sources_AreSortedFoundAndConnectedByTheirFile()
    {
        var catalogue = new SourceCatalogue([File("b-list"), File("a-list"), File("a")], file => new NamedConnector(file.Source.Id));

        Assert.Equal(["a", "a-list", "b-list"], catalogue.All.Select(source => source.Id));
        Assert.Equal("b-list", catalogue.Find("b-list")?.Id);
        Assert.Null(catalogue.Find("B-LIST"));
        Assert.Equal("b-list", Assert.IsType<NamedConnector>(catalogue.Connect(catalogue.Find("b-list")!)).Id);
    }

    [Fact]
    public void UnknownSource_CannotBeConnected()
    {
        var catalogue = new SourceCatalogue([], file => new NamedConnector(file.Source.Id));

        Assert.Throws<ArgumentException>(() => catalogue.Connect(File("gone").Source));
    }

    private static ConnectorFile File(string id) => new()
    {
        Source = new Source { Id = id, Title = id, Kind = RecordKind.List, PublisherCode = "131032", Schedule = "daily" },
        List = new ListBlock { Url = new Uri("https://example.jp/a.csv") },
    };

    private sealed record NamedConnector(string Id) : IConnector
    {
        public IAsyncEnumerable<SourceRecord> ReadAsync(Reading reading, CancellationToken cancellationToken) => AsyncEnumerable.Empty<SourceRecord>();
    }
}
