using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Model;
using Harvester.Tests.Mapping;

namespace Harvester.Tests.Assessment.StandardDatasets;

/// <summary>The vocabulary as shipped, and datasets and headers to try it with.</summary>
internal static class Standards
{
    public static StandardDatasetVocabulary Vocabulary => MappingFixture.Rules.StandardDatasets;

    public static HeaderJudge Judge { get; } = new(Vocabulary);

    public static Dataset Dataset(string title, string? url = "https://www.city.example.jp/files/1.csv", string format = "CSV", string id = "minato~1", params string[] tags) => new()
    {
        Id = id,
        Title = LanguageMap.Japanese(title),
        Keywords = tags.Length == 0 ? null : new Dictionary<string, IReadOnlyList<string>> { ["ja"] = tags },
        Publisher = new Publisher { Code = "131032" },
        Distributions = url is null ? [] : [File("1", url, format)],
        Provenance = new Provenance
        {
            Source = id.Split('~')[0],
            RecordId = id.Split('~')[1],
            RawHash = "raw",
            ContentHash = title + url,
            MappingVersion = "m1",
            FirstSeen = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero),
            LastChanged = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero),
        },
        Version = 1,
    };

    public static Distribution File(string id, string url, string format = "CSV", string? modified = null, string? title = null) => new()
    {
        Id = id,
        DownloadUrl = url,
        Format = format,
        Modified = modified,
        Title = title is null ? null : LanguageMap.Japanese(title),
    };

    public static StandardDataset Of(string id) => Vocabulary.Find(id) ?? throw new ArgumentException(id);

    public static IReadOnlyList<string> Columns(string id, string edition = "current") => Of(id).Forms.Single(form => form.Edition == edition).Columns;

    public static HeaderMatch? Match(string expected, params IEnumerable<string> header) => Judge.Judge([.. header], Of(expected));

    public static string[] Split(string header) => header.Split('|');
}
