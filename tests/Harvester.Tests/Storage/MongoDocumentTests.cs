using System.Text.RegularExpressions;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage.MongoDb;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>What docs/mongodb.md tells readers: its queries find something, and what it says of the documents is so.</summary>
public sealed partial class MongoDocumentTests : MongoDatabaseTests
{
    /// <summary>mongo-java-server knows no <c>$first</c> in a projection, MongoDB does since 4.4: the document takes <c>$arrayElemAt</c>, which both know.</summary>
    [Fact]
    public async Task QueriesOfTheDocument_FindWhatTheySay()
    {
        await FillAsync();
        using var client = new MongoClient(Address);
        var queries = Query().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "mongodb.md"), None));
        Assert.Equal(5, queries.Count);
        foreach (Match query in queries)
        {
            var collection = client.GetDatabase(Name).GetCollection<BsonDocument>(query.Groups["collection"].Value);
            var arguments = BsonSerializer.Deserialize<BsonArray>($"[{query.Groups["arguments"].Value}]");
            var found = query.Groups["command"].Value == "aggregate"
                ? await (await collection.AggregateAsync<BsonDocument>(arguments[0].AsBsonArray.Select(stage => stage.AsBsonDocument).ToArray(), null, None)).ToListAsync(None)
                : await (await collection.FindAsync(arguments[0].AsBsonDocument, Options(arguments, query), None)).ToListAsync(None);
            Assert.True(found.Count > 0, $"nothing was found by {query.Value}");
        }
    }

    [Fact]
    public async Task Dataset_StandsInTheCommonSchema_WithDatesAsDates()
    {
        await FillAsync();
        using var client = new MongoClient(Address);
        var document = await (await client.GetDatabase(Name).GetCollection<BsonDocument>("datasets").FindAsync(new BsonDocument("publisher.code", "131032"), null, None)).FirstAsync(None);
        Assert.Equal(BsonType.DateTime, document["provenance"]["firstSeen"].BsonType);
        Assert.Equal(("公園一覧 a", "active", 1, BsonType.Int64), (document["title"]["ja"].AsString, document["state"].AsString, document["version"].AsInt32, document["sequence"].BsonType));
        Assert.False(document.Contains("id"));
    }

    [Fact]
    public async Task StoreOfANewerVersion_IsRefused()
    {
        await (await MongoStore.OpenAsync(Address, TimeProvider.System, None)).DisposeAsync();
        using var client = new MongoClient(Address);
        await client.GetDatabase(Name).GetCollection<BsonDocument>("meta").UpdateOneAsync(new BsonDocument("_id", "schema"), new BsonDocument("$set", new BsonDocument("version", 99)), null, None);

        var fault = await Assert.ThrowsAsync<StoreException>(() => MongoStore.OpenAsync(Address, TimeProvider.System, None));

        Assert.Contains("version 99", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoreOfTheFirstVersion_IsBroughtUpToDate_AndKeepsWhatItHas()
    {
        await FillAsync();
        using var client = new MongoClient(Address);
        var meta = client.GetDatabase(Name).GetCollection<BsonDocument>("meta");
        var made = await (await meta.FindAsync(new BsonDocument("_id", "schema"), null, None)).FirstAsync(None);
        await meta.UpdateOneAsync(new BsonDocument("_id", "schema"), new BsonDocument("$set", new BsonDocument("version", 1)), null, None);

        await using var again = await MongoStore.OpenAsync(Address, TimeProvider.System, None);

        Assert.Equal(1, await again.Datasets.CountAsync(new DatasetFilter(), None));
        Assert.Empty(await again.Takedowns.ListAsync(None));
        var now = await (await meta.FindAsync(new BsonDocument("_id", "schema"), null, None)).FirstAsync(None);
        Assert.True(made["version"].ToInt32() > 1);
        Assert.Equal(made, now);
    }

    [Fact]
    public async Task Existence_IsToldWithoutMakingAnything()
    {
        Assert.False(await MongoStore.ExistsAsync(Address, None));
        using var client = new MongoClient(Address);
        Assert.Empty(await (await client.GetDatabase(Name).ListCollectionNamesAsync(null, None)).ToListAsync(None));
        await (await MongoStore.OpenAsync(Address, TimeProvider.System, None)).DisposeAsync();
        Assert.True(await MongoStore.ExistsAsync(Address, None));
    }

    private async Task FillAsync()
    {
        await using var store = await MongoStore.OpenAsync(Address, TimeProvider.System, None);
        var lease = (await store.Sources.AcquireAsync("sample-tokyo-ckan", "worker", Noon, TimeSpan.FromHours(1), None))!;
        var dataset = Dataset("t000003d0000000001", source: "sample-tokyo-ckan") with { Licence = new Licence { Id = "CC-BY-4.0", Open = true, Basis = LicenceBasis.Record } };
        await store.Catalogue.ApplyAsync(lease, new CatalogueBatch("run", Noon, [Put(dataset, ChangeKind.Added)]), None);
        await store.Annotations.PutAsync([new AnnotationWrite.Scored(dataset.Id, new Quality(300, "good", new QualityDimensions(300, 0, 0, 0, 0)))], Noon, None);
    }

    private static FindOptions<BsonDocument> Options(BsonArray arguments, Match query)
    {
        var options = new FindOptions<BsonDocument>();
        if (arguments.Count > 1)
            options.Projection = arguments[1].AsBsonDocument;
        if (query.Groups["sort"].Success)
            options.Sort = BsonDocument.Parse(query.Groups["sort"].Value);
        if (query.Groups["limit"].Success)
            options.Limit = int.Parse(query.Groups["limit"].Value, System.Globalization.CultureInfo.InvariantCulture);
        return options;
    }

    [GeneratedRegex(@"```js\n(?s:db\.(?<collection>\w+)\.(?<command>find|findOne|aggregate)\((?<arguments>.*?)\)(?:\.sort\((?<sort>[^)]*)\))?(?:\.limit\((?<limit>\d+)\))?)\n```")]
    private static partial Regex Query();
}
