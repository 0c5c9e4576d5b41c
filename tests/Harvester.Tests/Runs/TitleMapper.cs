using System.Text.Json;
using Harvester.Core.Mapping;
using Harvester.Core.Model;

namespace Harvester.Tests.Runs;

/// <summary>The smallest mapper: title, publisher and one address; a record without title is refused.</summary>
internal sealed class TitleMapper : IMapper
{
    public string Version { get; set; } = "m1";

    /// <summary>What the mapping makes of a title; null: it refuses the record.</summary>
    public Func<string, string?> Reads { get; set; } = static title => title;

    /// <summary>What no rule reads of a title.</summary>
    public Func<string, IEnumerable<string>> LeavesUnread { get; set; } = static _ => [];

    /// <summary>Stands for what the record says; null: it stands.</summary>
    public string? Publisher { get; set; }

    /// <summary>Whose a refused record is, by its publisher; null: not known.</summary>
    public Func<string?, string?> RefusedOf { get; set; } = static _ => null;

    public string VersionFor(Source source) => Version;

    public MappingResult Map(SourceRecord record, Source source)
    {
        var root = JsonDocument.Parse(record.Payload).RootElement;
        if (root.GetProperty("title").GetString() is not { } stated || Reads(stated) is not { } title)
        {
            return new MappingResult(null, [new Problem("missing-title", Severity.Error, Whose.Record, "title", null, "the record has no title; it was refused")])
            {
                RefusedOf = RefusedOf(root.GetProperty("publisher").GetString()),
            };
        }

        var url = root.GetProperty("url").GetString()!;
        var dataset = new Dataset
        {
            Id = DatasetId.Of(source.Id, record.RecordId),
            Title = LanguageMap.Japanese(title),
            Publisher = new Publisher { Code = "131032", Organization = Publisher ?? root.GetProperty("publisher").GetString() },
            Distributions = url.Length == 0 ? [] : [new Distribution { Id = "d", DownloadUrl = url }],
            Provenance = new Provenance { Source = source.Id, RecordId = record.RecordId, RawHash = record.RawHash, MappingVersion = Version },
        };
        return new MappingResult(dataset with { Provenance = dataset.Provenance with { ContentHash = ContentHash.Of(dataset) } }, [])
        {
            Unmapped = [.. LeavesUnread(stated).Select(path => new UnmappedField(path, JsonSerializer.SerializeToUtf8Bytes(stated)))],
        };
    }
}
