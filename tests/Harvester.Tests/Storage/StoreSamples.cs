using System.Text;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Tests.Storage;

/// <summary>Small datasets and writes for the store's tests; instants are whole milliseconds, which every store keeps.</summary>
internal static class StoreSamples
{
    public static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, 123, TimeSpan.Zero);

    public static Dataset Dataset(string recordId, int version = 1, string content = "a", string source = "tokyo", string? code = "131032") => new()
    {
        Id = $"{source}~{recordId}",
        Title = new Dictionary<string, string> { ["ja"] = $"公園一覧 {content}", ["en"] = "Parks" },
        Description = LanguageMap.Japanese("区立公園の一覧"),
        Keywords = new Dictionary<string, IReadOnlyList<string>> { ["ja"] = ["緑地", "Playground"] },
        Publisher = new Publisher { Code = code, Organization = code is null ? null : $"t{code}" },
        LandingPage = $"https://example.org/{recordId}",
        Distributions = [new Distribution { Id = "1", DownloadUrl = $"https://files.example.org/{content}.csv", Format = "CSV" }],
        Provenance = new Provenance
        {
            Source = source,
            RecordId = recordId,
            RawHash = $"raw-{content}",
            ContentHash = $"hash-{content}",
            MappingVersion = "m1",
            FirstSeen = Noon,
            LastChanged = Noon.AddHours(version - 1),
        },
        Version = version,
    };

    public static RawPayload Raw(Dataset dataset) => new(
        RecordKind.Ckan,
        dataset.Provenance.RecordId,
        $"https://example.org/{dataset.Id}",
        dataset.Provenance.RawHash,
        Encoding.UTF8.GetBytes($$"""{"id":"{{dataset.Version}}","title":"公園 {{dataset.Provenance.ContentHash}}"}"""));

    public static CatalogueWrite.Put Put(Dataset dataset, ChangeKind kind) => new(kind, dataset, Raw(dataset));

    public static CatalogueWrite.Put Added(string recordId, string content = "a", string source = "tokyo", string? code = "131032") =>
        Put(Dataset(recordId, 1, content, source, code), ChangeKind.Added);

    public static CatalogueWrite.Put Updated(string recordId, int version, string content) =>
        Put(Dataset(recordId, version, content), ChangeKind.Updated);

    public static Annotations Annotations(string id, int score = 200) => new()
    {
        Id = id,
        Quality = new Quality(score, "good", new QualityDimensions(score, 0, 0, 0, 0)),
        Checks = [new LinkCheck("1", "404", Noon, Noon)],
        ChangedAt = Noon,
    };

    /// <summary>Stores a state as somebody would who had the lease for a moment.</summary>
    public static async Task RememberAsync(IStore store, SourceState state)
    {
        var lease = await store.Sources.AcquireAsync(state.Source, "samples", DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(1), CancellationToken.None);
        if (lease is null || !await store.Sources.RememberAsync(lease, state, served: null, CancellationToken.None))
            throw new InvalidOperationException($"{state.Source} is taken");
        await store.Sources.ReleaseAsync(lease, CancellationToken.None);
    }

    public static RunReport Run(string id, string source, int minute, RunStatus status = RunStatus.Succeeded) =>
        new() { Id = id, Source = source, Status = status, StartedAt = Noon.AddMinutes(minute), Gathered = minute };

    public static RunProblem Problem(string recordId, string detail, string? value = null, string? url = null) =>
        new(recordId, url, 1, new Problem("no-title", Severity.Error, Whose.Record, "title", value, detail));
}
