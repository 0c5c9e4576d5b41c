using Harvester.Core.Model;

namespace Harvester.Tests.Publishing;

/// <summary>Hand-written datasets.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Seen = new(2026, 9, 23, 18, 30, 0, TimeSpan.Zero);

    public static Dataset Dataset(string source, string record, string title, string? publisher = "131032") => Hashed(new Dataset
    {
        Id = DatasetId.Of(source, record),
        Title = LanguageMap.Japanese(title),
        Publisher = new Publisher { Code = publisher, Name = LanguageMap.Japanese("港区"), Organization = "t131032" },
        Provenance = new Provenance
        {
            Source = source,
            RecordId = record,
            RecordUrl = $"https://catalog.example/dataset/{record}",
            FirstSeen = Seen,
            LastChanged = Seen,
            RawHash = RecordHash.Format(RecordHash.OfText(title)),
            MappingVersion = "m1",
        },
        Distributions = [File("f1", "https://data.example/a.csv", "CSV")],
        Version = 1,
    });

    public static Distribution File(string id, string url, string format) => new()
    {
        Id = id,
        Title = LanguageMap.Japanese($"ファイル{id}"),
        DownloadUrl = url,
        Format = format,
        ByteSize = 12_345,
    };

    public static Dataset Hashed(Dataset dataset) =>
        dataset with { Provenance = dataset.Provenance with { ContentHash = ContentHash.Of(dataset) } };

    public static async IAsyncEnumerable<Dataset> Stream(params Dataset[] datasets)
    {
        foreach (var dataset in datasets)
        {
            await Task.Yield();
            yield return dataset;
        }
    }
}
