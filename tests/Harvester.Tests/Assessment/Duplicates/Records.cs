using Harvester.Core.Model;

namespace Harvester.Tests.Assessment.Duplicates;

/// <summary>Small datasets to be compared.</summary>
internal static class Records
{
    public static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    public static readonly IReadOnlyDictionary<string, Source> Sources = new[]
    {
        Source("tokyo", RecordKind.Ckan, "130001", shared: true),
        Source("minato", RecordKind.Dcat, "131032"),
        Source("minato-list", RecordKind.List, "131032"),
        Source("other", RecordKind.Html, "131032"),
    }.ToDictionary(source => source.Id);

    public static Dataset Dataset(string source, string recordId, string title, params string[] files) => new()
    {
        Id = $"{source}~{recordId}",
        Title = LanguageMap.Japanese(title),
        Publisher = new Publisher { Code = "131032", Name = LanguageMap.Japanese("港区") },
        Distributions = [.. files.Select((url, n) => new Distribution { Id = $"{n}", DownloadUrl = url, Format = "CSV" })],
        Provenance = new Provenance
        {
            Source = source,
            RecordId = recordId,
            RawHash = "raw",
            ContentHash = $"{title} {string.Join(' ', files)}",
            MappingVersion = "m1",
            FirstSeen = Noon,
            LastChanged = Noon,
        },
        Version = 1,
    };

    public static Dataset From(this Dataset dataset, string? code, string? name = null) =>
        dataset with { Publisher = new Publisher { Code = code, Name = name is null ? null : LanguageMap.Japanese(name) } };

    private static Source Source(string id, RecordKind kind, string code, bool shared = false) =>
        new() { Id = id, Title = id, Kind = kind, PublisherCode = code, Schedule = "daily", Shared = shared };
}
