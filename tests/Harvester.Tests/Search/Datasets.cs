using Harvester.Core.Model;
using Harvester.Tests.Publishing;

namespace Harvester.Tests.Search;

/// <summary>Datasets with the little that a test is about.</summary>
internal static class Datasets
{
    public static Dataset Of(string record, string title, string? notes = null, string[]? tags = null, string source = "tokyo", string? publisher = "131032") => Samples.Hashed(new Dataset
    {
        Id = DatasetId.Of(source, record),
        Title = LanguageMap.Japanese(title),
        Description = notes is null ? null : LanguageMap.Japanese(notes),
        Keywords = tags is null ? null : new Dictionary<string, IReadOnlyList<string>> { ["ja"] = tags },
        Publisher = new Publisher { Code = publisher, Organization = publisher is null ? null : $"t{publisher}" },
        Provenance = new Provenance
        {
            Source = source,
            RecordId = record,
            FirstSeen = SearchBench.Now.AddDays(-30),
            LastChanged = SearchBench.Now.AddDays(-1),
            RawHash = RecordHash.Format(RecordHash.OfText(title)),
            MappingVersion = "m1",
        },
        Version = 1,
    });

    /// <summary>Its next version, with another title.</summary>
    public static Dataset Retitled(this Dataset dataset, string title) => Samples.Hashed(dataset with
    {
        Title = LanguageMap.Japanese(title),
        Version = dataset.Version + 1,
        Provenance = dataset.Provenance with { RawHash = RecordHash.Format(RecordHash.OfText(title)) },
    });

    public static Dataset Changed(this Dataset dataset, DateTimeOffset at) => dataset with { Provenance = dataset.Provenance with { LastChanged = at } };
}
