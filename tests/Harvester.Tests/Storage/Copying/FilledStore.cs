using System.Text.Json;
using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage.Copying;

/// <summary>A store with something of everything, and all that a reader can see of a store, as text.</summary>
internal static class FilledStore
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string[] Sources = ["tokyo", "minato"];
    private static readonly string[] Urls = ["https://a.example/list.csv", "https://a.example/空", "https://a.example/empty"];

    public static async Task FillAsync(IStore store)
    {
        var tokyo = (await store.Sources.AcquireAsync("tokyo", "w", Noon, TimeSpan.FromHours(1), None))!;
        var minato = (await store.Sources.AcquireAsync("minato", "w", Noon, TimeSpan.FromHours(1), None))!;
        await ApplyAsync(store, tokyo, 1, [.. "abcdefgh".Select(id => Added($"{id}", $"{id}1")), Added("空 白", code: null)]);
        await ApplyAsync(store, minato, 2, Added("a", source: "minato"), Added("z", source: "minato"));
        await ApplyAsync(store, tokyo, 3, Updated("a", 2, "a2"), Updated("b", 2, "b2"), new CatalogueWrite.Withdraw("tokyo~c"), new CatalogueWrite.Miss("tokyo~d", Noon));
        var refreshed = Dataset("f", 1, "f1") with { Provenance = Dataset("f", 1, "f1").Provenance with { RawHash = "other" } };
        await ApplyAsync(
            store, tokyo, 4, Updated("a", 3, "a3"), new CatalogueWrite.Hold("tokyo~e"), new CatalogueWrite.Refresh(refreshed, Raw(refreshed)),
            new CatalogueWrite.Remap(Dataset("g", 2, "g2") with { Provenance = Dataset("g", 2, "g2").Provenance with { MappingVersion = "m2", RawHash = "raw-g1" } }));
        await store.Annotations.PutAsync([new AnnotationWrite.Scored("tokyo~a", Annotations("tokyo~a").Quality), new AnnotationWrite.LinksChecked("tokyo~h", Annotations("tokyo~h").Checks)], Noon.AddHours(5), None);
        // Renumbered: h becomes h2 (and g, of which there is a version, i), withdrawn and back: c.
        await ApplyAsync(store, tokyo, 6, Added("h2", "h1"), Added("i", "g3"), Put(Dataset("c", 3, "c2"), ChangeKind.Restored));
        await store.Annotations.PutAsync([new AnnotationWrite.Scored("tokyo~h2", Annotations("tokyo~h2").Quality)], Noon.AddHours(7), None);
        await ApplyAsync(store, tokyo, 8, new CatalogueWrite.Move("tokyo~h", "tokyo~h2"), new CatalogueWrite.Move("tokyo~g", "tokyo~i"));
        await ApplyAsync(store, tokyo, 9, Added("x", "secret"));
        await ApplyAsync(store, tokyo, 10, Updated("x", 2, "secret2"));
        await store.Takedowns.EraseAsync(tokyo, "tokyo~x", "個人情報", Noon.AddHours(11), None);
        await store.Sources.ReleaseAsync(minato, None);
        await FillBesideAsync(store, tokyo);
    }

    /// <summary>What a worker would do next, whatever the store.</summary>
    public static async Task GoOnAsync(IStore store)
    {
        var tokyo = (await store.Sources.AcquireAsync("tokyo", "next", Noon.AddDays(9), TimeSpan.FromHours(1), None))!;
        await ApplyAsync(
            store, tokyo, 20, Updated("a", 4, "a4"), Added("new"), Added("h2", "h1"), new CatalogueWrite.Withdraw("tokyo~b"), new CatalogueWrite.Seen("tokyo~d"),
            new CatalogueWrite.Release("tokyo~e"), Updated("f", 2, "f2"), new CatalogueWrite.Move("tokyo~空 白", "tokyo~a"));
        await ApplyAsync(store, tokyo, 21, Updated("h", 3, "h3"), new CatalogueWrite.Withdraw("tokyo~c"));
        await store.Sources.ReleaseAsync(tokyo, None);
        await store.Annotations.PutAsync([new AnnotationWrite.Scored("tokyo~e", Annotations("tokyo~e").Quality), new AnnotationWrite.Scored("tokyo~a", null)], Noon.AddDays(9), None);
        await store.Runs.AddProblemsAsync("r1", "tokyo", [Problem("z", "later")], None);
        await store.Links.AddHistoryAsync([new("tokyo~a", "1", "https://example.org/1", "500", Noon)], None);
        await store.Coverage.PutAsync([Adds("tokyo~a", ("files", 9)), Adds("tokyo~b")], None);
        await store.Duplicates.PutAsync([new("tokyo~b", [5], [1])], ["tokyo~c"], None);
        await store.Answers.KeepAsync("tokyo", Answer(Urls[0]) with { ETag = "2" }, new MemoryStream([7]), None);
        await store.Links.PlanAsync([new("tokyo~a", null), new("tokyo~new", Noon)], replace: true, None);
    }

    /// <summary>Two equal texts are two equal stores.</summary>
    public static async Task<string> SeenAsync(IStore store)
    {
        var lines = new List<string> { $"{await store.Changes.EpochAsync(None)} {await store.Changes.LastAsync(None)}" };
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var dataset in store.Datasets.AllAsync(new DatasetFilter(), None))
        {
            ids.Add(dataset.Id);
            lines.Add(Json(dataset));
            lines.AddRange((await store.Datasets.HistoryAsync(dataset.Id, None)).Select(v => $"  version {v.Version} {v.Kind} {v.At:O} {v.Run} {v.Reason} {Json(v.Dataset)}"));
            var known = (await store.Catalogue.KnownAsync(dataset.Provenance.Source, [dataset.Provenance.RecordId], None)).Values.Single();
            lines.Add($"  {known with { PreviousIds = [] }} {string.Join(' ', known.PreviousIds)}");
            var raw = (await store.Datasets.RawAsync(dataset.Id, None))!;
            lines.Add($"  {raw.Kind} {raw.RecordId} {raw.RecordUrl} {raw.RawHash} {Convert.ToHexString(raw.Json.Span)}");
            lines.AddRange((await Task.WhenAll(dataset.PreviousIds.Select(id => store.Datasets.GetAsync(id, None)))).Select(one => $"  led to {one?.Id}"));
            lines.AddRange((await store.Links.HistoryAsync(dataset.Id, 100, None)).Select(change => $"  {change}"));
            lines.Add($"  {await store.Annotations.GetAsync(dataset.Id, None)}");
        }

        lines.AddRange((await store.Datasets.CountByPublisherAsync(None)).Select(count => $"{count}"));
        lines.AddRange((await store.Changes.ReadAsync(0, 1000, None)).Select(c => $"{c.Sequence} {c.Kind} {c.Id} {c.At:O} {c.Run} {c.Reason} {(c.Dataset is null ? "erased" : Json(c.Dataset))}"));
        lines.AddRange((await store.Takedowns.ListAsync(None)).Select(takedown => JsonSerializer.Serialize(takedown)));
        lines.AddRange((await store.Changes.EntriesAsync(3, 1000, None)).Select(entry => $"{entry}"));
        foreach (var source in Sources) // in a fixed order, which is each store's own
            lines.AddRange((await store.Catalogue.ActiveAsync(source, None).Select(known => $"active {known with { PreviousIds = [] }}").ToListAsync()).Order(StringComparer.Ordinal));
        await SeenBesideAsync(store, [.. ids], lines);
        return string.Join('\n', lines);
    }

    private static Task ApplyAsync(IStore store, Lease lease, int run, params CatalogueWrite[] writes) =>
        store.Catalogue.ApplyAsync(lease, new CatalogueBatch($"run-{run}", Noon.AddHours(run), writes), None);

    private static async Task FillBesideAsync(IStore store, Lease tokyo)
    {
        await store.Runs.SaveAsync(Run("r1", "tokyo", 1), None);
        await store.Runs.SaveAsync(Run("r2", "minato", 2, RunStatus.Partial) with { Error = "切れた" }, None);
        await store.Runs.SaveAsync(Run("r0", "tokyo", 3, RunStatus.Suspicious), None);
        await store.Runs.AddProblemsAsync("r2", "minato", [.. Enumerable.Range(0, 5).Select(i => Problem($"{9 - i}", $"detail {i}", "値", $"https://example.org/{i}"))], None);
        await store.Runs.AddProblemsAsync("r1", "tokyo", [Problem("b", "one"), Problem("a", "two")], None);
        await store.Sources.PlanAsync("tokyo", "daily", null, null, None);
        await store.Sources.RequestAsync("tokyo", new HarvestRequest("request 1", Noon, Full: true), None);
        await store.Sources.RememberAsync(
            tokyo,
            new SourceState
            {
                Source = "tokyo",
                NextDue = Noon,
                Schedule = "daily",
                LastRun = "r1",
                LastFinished = Noon.AddHours(1),
                LastSuccess = Noon,
                Failures = 2,
                BackOff = 1,
                LastFull = Noon,
                NewestChange = Noon.AddDays(-1),
                TryAgain = ["x", "空"],
                Part = "organization:t1",
                Found = new Dictionary<string, long> { ["a.b"] = 3 },
                Unmapped = [new("extras[].名", 3, "例")],
                RemovedBy = "r0",
            },
            served: null, None);
        await FillPersonsAsync(store);
        await store.Links.PlanAsync([new("tokyo~b", Noon.AddDays(1)), new("tokyo~a", Noon.AddDays(2)), new("tokyo~c", Noon)], replace: false, None);
        foreach (var code in new[] { "200", "404", "200", "403" })
            await store.Links.AddHistoryAsync([new("tokyo~a", "1", "https://example.org/1", code, Noon), new("tokyo~b", "2", "https://example.org/2", code, Noon.AddDays(1))], None);
        await store.Links.AddHistoryAsync([new("tokyo~b", "2", "https://example.org/2", "410", Noon)], None);
        await store.Headers.SaveAsync(
            [
                new HeaderState { Dataset = "tokyo~a", Source = "tokyo", Distribution = "1", Url = "https://example.org/1", Header = ["名称", ""], ETag = "W/\"1\"", Failures = 2, NextDue = Noon },
                new HeaderState { Dataset = "tokyo~b", Source = "tokyo", Distribution = "1", Url = "https://example.org/2", Fault = "http-403", NextDue = Noon.AddDays(1) },
            ],
            None);
        await store.Coverage.PutAsync([Adds("tokyo~a", ("files", 3), ("theme.x", 1)), Adds("tokyo~b", ("files", 2)), Adds("tokyo~c", ("gone", 2))], None);
        await store.Coverage.PutAsync([Adds("tokyo~c")], None);
        await store.Coverage.SaveAsync(Figures(0), None);
        await store.Coverage.SaveAsync(Figures(1), None);
        await store.Jobs.SaveAsync(new JobState("assess", await store.Changes.EpochAsync(None), 7, "rev", Noon), None);
        await store.Jobs.TakeAsync("assess", "w", Noon, TimeSpan.FromHours(1), None);
        await store.Jobs.TakeAsync("taken only", "w", Noon, TimeSpan.FromHours(1), None);
        await store.Duplicates.PutAsync(
            [new("tokyo~a", [long.MinValue, -1, 5], [0, 255], "tokyo~a", true, true), new("tokyo~b", [5], [], "tokyo~a"), new("tokyo~c", [], [1]), new("gone", [5], [])], [], None);
        await store.Duplicates.PutAsync([], ["gone"], None);
        await store.Duplicates.PutVerdictAsync(DuplicateVerdict.Of("tokyo~b", "tokyo~a", VerdictKind.Same, "港区", Noon), None);
        await store.Duplicates.PutVerdictAsync(DuplicateVerdict.Of("tokyo~a", "minato~a", VerdictKind.Apart, null, Noon.AddDays(1)), None);
        await store.Subscriptions.AddAsync(
            new Subscription { Id = "s1", Kind = DeliveryKind.Mail, Target = "a@example.jp", Audience = NoticeAudience.Municipality, MunicipalityCode = "131032", CreatedAt = Noon, CreatedBy = "港区", SecretHashes = ["h1", "h2"] }, None);
        await store.Subscriptions.AddAsync(
            new Subscription { Id = "s2", Kind = DeliveryKind.Webhook, Target = "https://example.jp/", Audience = NoticeAudience.Central, Language = "en", CreatedAt = Noon.AddHours(1) }, None);
        var delivery = new Delivery
        {
            Id = "t.0",
            Thread = "t",
            Source = "tokyo",
            Event = NoticeEvent.Broke,
            Kind = DeliveryKind.Mail,
            Target = "a@example.jp",
            Subject = "不具合",
            Body = "一\n二",
            CreatedAt = Noon,
            NextTry = Noon,
        };
        await store.Notices.SaveAsync(
            new NoticeState { Source = "tokyo", Audience = NoticeAudience.Central, IsBroken = true, Since = Noon, Run = "r0", ToldAt = Noon.AddHours(2), Told = 1 },
            [delivery, delivery with { Id = "t.1", Before = "t.0", Unsubscribe = "https://example.jp/u", Attempts = 3, Fault = "away", NextTry = Noon.AddHours(4) }], None);
        await store.Notices.SaveAsync(new NoticeState { Source = "tokyo", Audience = NoticeAudience.Municipality, Body = "131032", IsBroken = true, Since = Noon, Run = "r1" }, [], None);
        await store.Notices.SaveAsync(new NoticeState { Source = "tokyo", Audience = NoticeAudience.Maintainers, IsBroken = false, Since = Noon, Run = "r1" }, [], None);
        await store.Answers.KeepAsync("tokyo", Answer(Urls[0]), new MemoryStream([1]), None);
        await store.Answers.KeepAsync("tokyo", Answer(Urls[0]), new MemoryStream(Body(2_500_000)), None);
        await store.Answers.KeepAsync("tokyo", Answer(Urls[2]) with { ETag = null, MediaType = null, Charset = null, NextLink = null, LastModified = null }, new MemoryStream([]), None);
        await store.Answers.KeepAsync("minato", Answer(Urls[0]), new MemoryStream(Body(3)), None);
        await store.Answers.KeepAsync("minato", Answer(Urls[1]), new MemoryStream(Body(1 << 20)), None);
    }

    private static async Task FillPersonsAsync(IStore store)
    {
        await store.Sources.PauseAsync("tokyo", new SourcePause(Noon.AddDays(1), "central", "更新"), None);
        var token = new AccessToken { Id = "t-1", Label = "港区", Role = AccessRole.Municipality, Municipality = "131032", Hash = "00ff", CreatedAt = Noon, CreatedBy = "command line", IssuedAt = Noon };
        await store.Access.AddAsync(token, None);
        await store.Access.AddAsync(token with { Id = "t-0", Role = AccessRole.Central, Municipality = null, RevokedAt = Noon.AddDays(1), LastUsed = new DateOnly(2026, 4, 1) }, None);
        foreach (var id in new[] { "1", "2", "3" })
            await store.Audit.AddAsync(new AuditEntry { Id = id, At = Noon, Who = "central", Action = AuditAction.Erase, Source = "tokyo", Municipality = id == "2" ? "131032" : null, Detail = "理由", Outcome = id == "2" ? AuditOutcome.Refused : AuditOutcome.Done }, None);
        await store.Notes.PutAsync(new CellNote { Municipality = "131032", StandardDataset = "aed", State = NoteState.Asked, By = new DateOnly(2026, 5, 1), Text = "電話", Who = "central", At = Noon }, None);
    }

    private static async Task SeenBesideAsync(IStore store, string[] ids, List<string> lines)
    {
        foreach (var run in await store.Runs.ListAsync(null, 100, null, None))
        {
            lines.Add(JsonSerializer.Serialize(run, DatasetJson.Plain.RunReport));
            lines.AddRange((await store.Runs.ProblemsAsync(run.Id, 0, 100, None)).Select(problem => $"  {problem}"));
        }

        lines.AddRange((await store.Runs.LatestAsync(None)).OrderBy(run => run.Key, StringComparer.Ordinal).Select(run => $"latest {run.Key} {run.Value.Id}"));
        lines.AddRange((await store.Runs.FindProblemsAsync("t", 100, None)).Select(found => $"{found}"));
        lines.AddRange((await store.Sources.ListAsync(None)).Select(state => JsonSerializer.Serialize(state with { LeaseOwner = null, LeaseUntil = null })));
        for (var day = 0; day < 4; day++)
            lines.Add($"due {day}: {string.Join(' ', await store.Links.DueAsync(Noon.AddDays(day), 100, None))}");
        lines.AddRange((await store.Headers.DueAsync(Noon.AddYears(1), null, 100, None)).Select(state => JsonSerializer.Serialize(state)));
        lines.AddRange((await store.Coverage.CountsAsync(None)).Select(count => $"{count}").Order(StringComparer.Ordinal));
        foreach (var (day, _) in await store.Coverage.HistoryAsync(new DateOnly(2020, 1, 1), new DateOnly(2030, 1, 1), None))
            lines.Add(JsonSerializer.Serialize(await store.Coverage.GetAsync(day, None), DatasetJson.Plain.CoverageSnapshot));
        lines.Add($"{await store.Jobs.GetAsync("assess", None)} {await store.Jobs.GetAsync("taken only", None)}");
        lines.AddRange((await store.Duplicates.GetAsync([.. ids, "gone"], None)).OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => JsonSerializer.Serialize(row.Value)));
        lines.AddRange((await store.Duplicates.GroupsAsync(null, 100, None)).Select(group => JsonSerializer.Serialize(group)));
        lines.AddRange((await store.Duplicates.SharersAsync([5, -1], 100, None)).OrderBy(shared => shared.Key).Select(shared => $"{shared.Key}: {string.Join(' ', shared.Value.Order(StringComparer.Ordinal))}"));
        lines.AddRange((await store.Duplicates.VerdictsAsync(ids, None)).Select(verdict => $"{verdict}"));
        lines.AddRange((await store.Access.ListAsync(None)).Select(token => $"{token}"));
        lines.AddRange((await store.Audit.ListAsync(new AuditFilter(), null, 100, None)).Select(entry => $"{entry}"));
        lines.AddRange((await store.Notes.ListAsync(None)).Select(note => $"{note}"));
        lines.AddRange((await store.Subscriptions.ListAsync(None)).Select(subscription => JsonSerializer.Serialize(subscription)));
        lines.AddRange((await store.Notices.StatesAsync(None)).Select(state => $"{state}"));
        lines.AddRange((await store.Notices.PendingAsync(100, None)).Select(delivery => JsonSerializer.Serialize(delivery)));
        foreach (var (source, url) in Sources.SelectMany(source => Urls.Select(url => (source, url))))
        {
            await using var body = await store.Answers.OpenBodyAsync(source, url, None);
            lines.Add($"{source} {await store.Answers.FindAsync(source, url, None)} {(body is null ? "none" : RecordHash.Format(await HashAsync(body)))}");
        }
    }

    private static async Task<UInt128> HashAsync(Stream body)
    {
        using var whole = new MemoryStream();
        await body.CopyToAsync(whole, None);
        return RecordHash.OfBytes(whole.ToArray());
    }

    private static byte[] Body(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7919 >> 5))];

    private static string Json(Dataset dataset) => JsonSerializer.Serialize(dataset, DatasetJson.Plain.Dataset);

    private static Contribution Adds(string id, params (string Name, long Value)[] counts) => new(id, "131032", "tokyo", counts.ToDictionary(count => count.Name, count => count.Value));

    private static CoverageSnapshot Figures(int day) => new()
    {
        Day = new DateOnly(2026, 4, 1).AddDays(day),
        At = Noon,
        Total = new CoverageFigures { Datasets = 7 + day, MeanQuality = 123.4, Formats = new Dictionary<string, long> { ["CSV"] = 3 } },
        Metropolis = new CoverageFigures(),
        Municipalities = new CoverageFigures(),
        UnknownPublisher = new CoverageFigures(),
        Bodies = [],
        Presence = new Dictionary<string, int> { ["ownSite"] = 1 },
        Sources = new Dictionary<string, int>(),
        Targets = [],
        PriorityFieldsNotice = new Core.Assessment.Bilingual("作業用", "working list"),
    };

    private static KeptAnswer Answer(string url) => new()
    {
        Url = url,
        Accept = "text/csv",
        ETag = "W/\"a\"",
        LastModified = "Wed, 01 Apr 2026 03:00:00 GMT",
        FinalUrl = url + "?v=2",
        MediaType = "text/csv",
        Charset = "shift_jis",
        NextLink = "https://minato.example/2",
        BodyHash = "00ff",
        Length = url.Length,
        FetchedAt = Noon,
    };
}
