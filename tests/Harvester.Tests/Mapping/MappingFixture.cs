using System.Text;
using System.Text.Json;
using Harvester.Connectors.Definitions.Mappings;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Mapping;
using Harvester.Core.Model;

namespace Harvester.Tests.Mapping;

/// <summary>The project's own mapping files, a mapper on them with a fixed clock, and ways to dress records.</summary>
internal static class MappingFixture
{
    internal static readonly string Root = Repository.Root;

    internal static readonly string Folder = Path.Combine(Root, "mappings");

    private static readonly Lazy<MappingRules> Loaded = new(() =>
    {
        var loaded = MappingFiles.Load(Folder);
        return loaded.Rules ?? throw new InvalidOperationException(string.Join('\n', loaded.Errors));
    });

    internal static MappingRules Rules => Loaded.Value;

    internal static QualityScorer Scorer { get; } = new(Rules.Formats, Rules.Licences, Rules.StandardDatasets);

    internal static Mapper Mapper { get; } = new(Rules, new FixedClock());

    internal static Source Source(RecordKind kind, bool shared = true) => new()
    {
        Id = "test",
        Title = "試験",
        Kind = kind,
        PublisherCode = "130001",
        Schedule = "daily",
        Shared = shared,
    };

    internal static MappingResult Map(RecordKind kind, string json, Source? source = null) => Map(kind, Encoding.UTF8.GetBytes(json), source);

    internal static MappingResult Map(RecordKind kind, byte[] json, Source? source = null) => Mapper.Map(
        new SourceRecord { Source = "test", RecordId = "r1", Position = 1, Kind = kind, Payload = json, RawHash = "raw" },
        source ?? Source(kind));

    internal static Dataset Dataset(RecordKind kind, string json, Source? source = null) =>
        Map(kind, json, source).Dataset ?? throw new InvalidOperationException("The record was refused.");

    internal static string Codes(this MappingResult result) => string.Join(' ', result.Problems.Select(problem => problem.Code));

    internal static string Shared(string path) => Repository.Shared(path);

    internal static JsonDocument SharedJson(string path) => JsonDocument.Parse(File.ReadAllBytes(Shared(path)));

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    }
}
