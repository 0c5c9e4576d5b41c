using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Harvester.AcceptanceTests.Dashboard;

/// <summary>Every dataset figure is counted anew from the NDJSON export, every figure of a run from <c>runs --json</c>.</summary>
[Collection(DemoCollection.Name)]
public sealed class FiguresTests(DemoSite site)
{
    private async Task<IReadOnlyList<JsonElement>> ExportAsync()
    {
        var result = await site.CommandAsync("export", "--format", "ndjson");
        Assert.Equal(0, result.ExitCode);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static bool IsOne(JsonElement dataset) => dataset.GetProperty("state").GetString() == "active" && Annotation(dataset, "canonicalId") is null;

    private static JsonElement? Annotation(JsonElement dataset, string name) =>
        dataset.TryGetProperty("annotations", out var annotations) && annotations.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }

    /// <summary>A file that is listed twice is one.</summary>
    private static IEnumerable<string> Formats(JsonElement dataset) => dataset.GetProperty("distributions").EnumerateArray()
        .DistinctBy(file => Text(file, "downloadUrl") ?? Text(file, "accessUrl") ?? Text(file, "id")).Select(file => Text(file, "format") ?? "none");

    [Fact]
    public async Task DatasetFigures_AreThoseOfTheExport()
    {
        var all = (await ExportAsync()).Where(IsOne).ToList();
        Assert.True(all.Count > 300);
        var bodies = await site.TableAsync("municipalities");
        Assert.Equal(63, bodies.Count);
        foreach (var row in bodies)
        {
            var own = all.Where(dataset => Text(dataset, "publisher", "code") == row.GetProperty("code").GetString()).ToList();
            Assert.Equal(own.Count, row.GetProperty("datasets").GetInt64());
            Assert.Equal(own.Sum(dataset => Formats(dataset).Count()), row.GetProperty("files").GetInt64());
            Assert.Equal(own.Select(dataset => Annotation(dataset, "standardDataset") is { } match ? Text(match, "id") : null).OfType<string>().Distinct().Count(), row.GetProperty("standards").GetInt64());
            if (own.Count == 0)
                continue;
            Assert.Equal((double)own.Count(dataset => Formats(dataset).Contains("CSV")) / own.Count, row.GetProperty("csv").GetDouble(), 9);
            Assert.Equal((double)own.Count(IsOpen) / own.Count, row.GetProperty("openLicence").GetDouble(), 9);
            Assert.Equal(own.Average(dataset => Annotation(dataset, "quality")!.Value.GetProperty("score").GetInt32()), row.GetProperty("quality").GetDouble(), 0.06);
        }

        var page = await site.Http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains($"<dt>データセット</dt><dd><a href=\"/datasets\">{all.Count.ToString("N0", CultureInfo.InvariantCulture)}</a></dd>", page, StringComparison.Ordinal);
        Assert.Contains($"<dt>ファイル</dt><dd>{all.Sum(dataset => Formats(dataset).Count()).ToString("N0", CultureInfo.InvariantCulture)}</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FormatsLicencesRatingsAndStandards_AreThoseOfTheExport()
    {
        var all = (await ExportAsync()).Where(IsOne).ToList();
        Equal(all.SelectMany(Formats), await site.TableAsync("formats"), row => row.GetProperty("format").GetProperty("en").GetString() is "not stated or not known" ? "none" : row.GetProperty("format").GetProperty("en").GetString()!, "files");
        Assert.Equal(
            all.GroupBy(dataset => dataset.TryGetProperty("licence", out var licence) && licence.ValueKind == JsonValueKind.Object ? Text(licence, "id") ?? "unknown" : "none").Select(licence => (long)licence.Count()).Order(),
            (await site.TableAsync("licences")).Select(row => row.GetProperty("datasets").GetInt64()).Order());
        var quality = await site.TableAsync("quality-by-body");
        foreach (var rating in (string[])["excellent", "good", "sufficient", "bad"])
            Assert.Equal(all.Count(dataset => Text(Annotation(dataset, "quality")!.Value, "rating") == rating && Text(dataset, "publisher", "code") is not null), quality.Sum(row => row.GetProperty(rating).GetInt64()));
        var standards = (await site.TableAsync("standard-datasets")).Where(row => row.GetProperty("datasets").GetInt64() > 0).ToDictionary(row => (row.GetProperty("code").GetString(), row.GetProperty("id").GetString()));
        var matched = all.Where(dataset => Annotation(dataset, "standardDataset") is not null && Text(dataset, "publisher", "code") is not null)
            .GroupBy(dataset => (Text(dataset, "publisher", "code"), Text(Annotation(dataset, "standardDataset")!.Value, "id"))).ToList();
        Assert.Equal(matched.Count, standards.Count);
        foreach (var cell in matched)
        {
            Assert.Equal(cell.Count(), standards[cell.Key].GetProperty("datasets").GetInt64());
            Assert.Equal(cell.Count(dataset => Text(Annotation(dataset, "standardDataset")!.Value, "status") == "checked"), standards[cell.Key].GetProperty("checked").GetInt64());
        }
    }

    [Fact]
    public async Task MachineReadableAndFreshShares_AreThoseOfTheExport()
    {
        var all = (await ExportAsync()).Where(IsOne).ToList();
        var readable = await MachineReadableAsync();
        Assert.Contains("CSV", readable);
        Assert.DoesNotContain("PDF", readable);
        var freshOnes = 0;
        foreach (var row in (await site.TableAsync("municipalities")).Where(row => row.GetProperty("datasets").GetInt64() > 0))
        {
            var own = all.Where(dataset => Text(dataset, "publisher", "code") == row.GetProperty("code").GetString()).ToList();
            Assert.Equal((double)own.Count(dataset => Formats(dataset).Any(readable.Contains)) / own.Count, row.GetProperty("machineReadable").GetDouble(), 9);
            // Stamps that a machine set in one hour on twenty datasets of a source and more are an import, and prove nothing.
            var states = own.Where(dataset => StampHour(dataset) is not { } hour || all.Count(other => StampHour(other) == hour) < 20).Select(IsFresh).OfType<bool>().ToList();
            if (states.Count == 0)
                continue;
            freshOnes++;
            Assert.Equal((double)states.Count(static fresh => fresh) / states.Count, row.GetProperty("fresh").GetDouble(), 9);
        }

        Assert.True(freshOnes > 5);
    }

    /// <summary>Source and hour of a date with a fraction of a second that the publisher did not state; null: it is another.</summary>
    private static (string?, string)? StampHour(JsonElement dataset) =>
        Text(dataset, "modifiedBasis") != "stated" && Text(dataset, "modified") is { } modified && modified.Split('.') is [_, var fraction] && fraction.TakeWhile(char.IsAsciiDigit).Any(static digit => digit != '0')
            ? (Text(dataset, "provenance", "source"), DateTimeOffset.Parse(modified, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime.ToString("yyyy-MM-dd HH", CultureInfo.InvariantCulture))
            : null;

    /// <summary>Whether it keeps its own word: the interval that it states, and a quarter of it, at the least three days; null: it states none, or no day that has come.</summary>
    private static bool? IsFresh(JsonElement dataset)
    {
        (int Months, int Days)? interval = Text(dataset, "frequency") switch
        {
            "DAILY" => (0, 1),
            "WEEKLY" => (0, 7),
            "MONTHLY" => (1, 0),
            "BIMONTHLY" => (2, 0),
            "QUARTERLY" => (3, 0),
            "ANNUAL_2" => (6, 0),
            "ANNUAL" => (12, 0),
            "BIENNIAL" => (24, 0),
            "TRIENNIAL" => (36, 0),
            "QUINQUENNIAL" => (60, 0),
            null or "UNKNOWN" or "NEVER" or "NOT_PLANNED" or "IRREG" or "AS_NEEDED" or "OTHER" => null,
            var other => throw new InvalidOperationException($"which interval is {other}?"),
        };
        if (interval is not var (months, days) || Text(dataset, "modified") is not { } modified)
            return null;
        var day = modified.Length == 10 ? DateOnly.Parse(modified, CultureInfo.InvariantCulture) : DateOnly.FromDateTime(DateTimeOffset.Parse(modified, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime.AddHours(9));
        var due = day.AddMonths(months).AddDays(days);
        return DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(9)) <= due.AddDays(Math.Max(3, (due.DayNumber - day.DayNumber) / 4));
    }

    [Fact]
    public async Task PriorityFieldsLicencesFormatsAndPointsOfEachBody_AreThoseOfTheExport()
    {
        var all = (await ExportAsync()).Where(IsOne).ToList();
        IReadOnlyList<JsonElement> Of(JsonElement row) => [.. all.Where(dataset => NameIs(dataset, row))];
        var codes = (await site.TableAsync("municipalities")).ToDictionary(row => row.GetProperty("name").GetProperty("ja").GetString()!, row => row.GetProperty("code").GetString());
        bool NameIs(JsonElement dataset, JsonElement row) => Text(dataset, "publisher", "code") == codes[row.GetProperty("name").GetProperty("ja").GetString()!];

        var fields = await site.TableAsync("priority-fields-by-body");
        var ids = fields[0].EnumerateObject().Select(column => column.Name).Where(name => name is not ("name" or "any")).ToList();
        Assert.True(all.SelectMany(Fields).Distinct().Order().SequenceEqual(all.SelectMany(Fields).Distinct().Intersect(ids).Order()));
        foreach (var row in fields)
        {
            Assert.Equal(Of(row).Count(dataset => Fields(dataset).Any()), row.GetProperty("any").GetInt64());
            foreach (var id in ids)
                Assert.Equal(Of(row).Count(dataset => Fields(dataset).Contains(id)), row.GetProperty(id).GetInt64());
        }

        var totals = await site.TableAsync("priority-fields");
        Assert.Equal(ids.Select(id => (long)all.Count(dataset => Fields(dataset).Contains(id))), totals.Select(row => row.GetProperty("datasets").GetInt64()));
        Assert.Equal(ids.Select(id => (long)all.Count(dataset => Fields(dataset).Contains(id) && Text(dataset, "publisher", "code") == "130001")), totals.Select(row => row.GetProperty("metropolis").GetInt64()));

        foreach (var row in await site.TableAsync("licences-by-body"))
        {
            Assert.Equal(Of(row).Count(dataset => !dataset.TryGetProperty("licence", out var licence) || licence.ValueKind != JsonValueKind.Object), row.GetProperty("none").GetInt64());
            foreach (var licence in row.EnumerateObject().Where(column => column.Name.StartsWith("CC", StringComparison.Ordinal)))
                Assert.Equal(Of(row).Count(dataset => Text(dataset, "licence", "id") == licence.Name), licence.Value.GetInt64());
        }

        foreach (var row in await site.TableAsync("formats-by-body"))
        {
            foreach (var format in row.EnumerateObject().Where(column => column.Value.ValueKind == JsonValueKind.Number && column.Name is not ("files" or "machineReadable" or "csv")))
                Assert.Equal(Of(row).SelectMany(Formats).Count(name => name == format.Name), format.Value.GetInt64());
        }

        foreach (var row in (await site.TableAsync("quality-by-body")).Where(row => Of(row).Count > 0))
        {
            Assert.Equal(Of(row).Average(dataset => Annotation(dataset, "quality")!.Value.GetProperty("score").GetInt32()), row.GetProperty("mean").GetDouble(), 0.06);
            foreach (var dimension in (string[])["findability", "accessibility", "interoperability", "reusability", "contextuality"])
                Assert.Equal(Of(row).Average(dataset => Annotation(dataset, "quality")!.Value.GetProperty("dimensions").GetProperty(dimension).GetInt32()), row.GetProperty(dimension).GetDouble(), 0.06);
        }
    }

    private static IEnumerable<string> Fields(JsonElement dataset) => dataset.GetProperty("priorityFields").EnumerateArray().Select(field => field.GetString()!);

    [Fact]
    public async Task DuplicatesAndProblems_AreThoseOfTheExport()
    {
        var active = (await ExportAsync()).Where(dataset => dataset.GetProperty("state").GetString() == "active").ToList();
        Assert.Equal(
            active.Where(dataset => Annotation(dataset, "canonicalId") is not null).Select(dataset => (Text(dataset, "id"), Annotation(dataset, "canonicalId")!.Value.GetString())).Order(),
            (await site.TableAsync("duplicates")).Select(row => (row.GetProperty("copy").GetString(), row.GetProperty("canonical").GetString())).Order());
        foreach (var code in active.Select(dataset => Text(dataset, "publisher", "code")).OfType<string>().Distinct())
        {
            var expected = active.Where(dataset => Text(dataset, "publisher", "code") == code)
                .SelectMany(dataset => dataset.GetProperty("problems").EnumerateArray().Where(problem => Text(problem, "severity") != "info").Select(problem => (Text(dataset, "id"), Text(problem, "code"))));
            var shown = (await site.TableAsync("record-problems", $"?code={code}")).Select(row => (row.GetProperty("id").GetString(), row.GetProperty("code").GetString()));
            Assert.Equal(expected.Distinct().Order(), shown.Distinct().Order());
        }
    }

    [Fact]
    public async Task RunFigures_AreThoseOfTheCommand()
    {
        var runs = (await site.CommandAsync("runs", "--json", "--limit", "1000")).Json.GetProperty("runs").EnumerateArray().ToList();
        Assert.True(runs.Count >= 63);
        var rows = await site.TableAsync("runs");
        Assert.Equal(runs.Count, rows.Count);
        foreach (var (run, row) in runs.Zip(rows))
        {
            foreach (var figure in (string[])["gathered", "added", "updated", "unchanged", "missing", "withdrawn", "rejected"])
                Assert.Equal(run.GetProperty(figure).GetInt64(), row.GetProperty(figure).GetInt64());
        }

        // What a run's page tells of single records is as many as the run counted.
        foreach (var run in runs.Where(run => run.GetProperty("source").GetString() == "sample-minato-dcat"))
        {
            var changes = await site.TableAsync("run-changes", $"?run={Uri.EscapeDataString(run.GetProperty("id").GetString()!)}");
            Assert.Equal(run.GetProperty("added").GetInt64(), changes.Count(row => row.GetProperty("change").GetProperty("en").GetString() == "added"));
            Assert.Equal(run.GetProperty("updated").GetInt64(), changes.Count(row => row.GetProperty("change").GetProperty("en").GetString() == "updated"));
        }
    }

    [Fact]
    public async Task History_HasADayForEachHarvest_AndThePastPageShowsIt()
    {
        var days = await site.TableAsync("history");
        Assert.Equal(9, days.Count);
        Assert.Equal(days.Select(day => day.GetProperty("datasets").GetInt64()).OrderDescending(), days.Select(day => day.GetProperty("datasets").GetInt64()));
        var past = days[4];

        var page = await site.Http.GetStringAsync(new Uri($"/?day={past.GetProperty("day").GetString()}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains($"<a href=\"/datasets\">{past.GetProperty("datasets").GetInt64()}</a>", page, StringComparison.Ordinal);
        Assert.Contains("過去の日の集計", page, StringComparison.Ordinal);
        foreach (var chart in (string[])["datasets", "shares", "standards", "quality"])
        {
            var picture = await site.Http.GetStringAsync(new Uri($"/charts/{chart}.svg", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal("svg", System.Xml.Linq.XDocument.Parse(picture).Root!.Name.LocalName);
        }
    }

    [Fact]
    public async Task EveryTableOnEveryPage_ComesAsAFile()
    {
        var seen = new HashSet<string>();
        foreach (var address in (string[])["/", "/municipalities/131032", "/municipalities/134015", "/standard-datasets", "/formats", "/licences", "/quality", "/priority-fields", "/duplicates", "/sources/sample-tokyo-ckan", $"/runs/{site.FailedRun}"])
        {
            var page = await site.Http.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(page, "href=\"(/tables/[^\"]+)\""))
                seen.Add(System.Net.WebUtility.HtmlDecode(link.Groups[1].Value));
        }

        Assert.True(seen.Count > 40, $"only {seen.Count} files are linked");
        foreach (var file in seen)
        {
            using var response = await site.Http.GetAsync(new Uri(file, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, file);
            var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            if (file.Contains(".csv", StringComparison.Ordinal))
                Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
            else
                JsonDocument.Parse(bytes);
        }
    }

    [Fact]
    public async Task UnmetIndicators_AreThoseOfTheExport()
    {
        var all = (await ExportAsync()).Where(IsOne).ToList();
        var shown = (await site.TableAsync("indicators")).ToDictionary(row => row.GetProperty("indicator").GetProperty("en").GetString()!, row => row);
        // Only what the source stated counts, not what was concluded; a file's member counts where any file has it.
        static bool Has(JsonElement dataset, string member) => dataset.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null && !Derived(dataset).Contains(member);
        static IEnumerable<string> Derived(JsonElement element) => element.TryGetProperty("derived", out var derived) && derived.ValueKind == JsonValueKind.Array ? derived.EnumerateArray().Select(name => name.GetString()!) : [];
        static bool AnyFile(JsonElement dataset, string member) => dataset.GetProperty("distributions").EnumerateArray().Any(file => Has(file, member));
        static bool AnyLicence(JsonElement dataset) => Text(dataset, "licence", "basis") == "record" || dataset.GetProperty("distributions").EnumerateArray().Any(file => Text(file, "licence", "basis") is "record" or "distribution");
        var met = new Dictionary<string, Predicate<JsonElement>>
        {
            ["Keywords"] = dataset => dataset.TryGetProperty("keywords", out var keywords) && keywords.ValueKind == JsonValueKind.Object && keywords.EnumerateObject().Any(language => language.Value.GetArrayLength() > 0),
            ["Categories"] = dataset => dataset.GetProperty("themes").EnumerateArray().Any(theme => Text(theme, "why")?.StartsWith("stated", StringComparison.Ordinal) == true),
            ["Geographic coverage"] = dataset => Has(dataset, "spatial"),
            ["Temporal coverage"] = dataset => Has(dataset, "temporal"),
            ["Download address"] = dataset => AnyFile(dataset, "downloadUrl"),
            ["Format"] = dataset => AnyFile(dataset, "format"),
            ["Media type"] = dataset => AnyFile(dataset, "mediaType"),
            ["Licence"] = AnyLicence,
            ["Access rights"] = dataset => Has(dataset, "accessRights"),
            ["Contact point"] = dataset => Has(dataset, "contactPoint"),
            ["Publisher"] = dataset => Has(dataset, "publisher"),
            ["Rights"] = dataset => Has(dataset, "rights") || AnyFile(dataset, "rights"),
            ["File size"] = dataset => AnyFile(dataset, "byteSize"),
            ["Date of issue"] = dataset => Has(dataset, "issued"),
        };
        foreach (var (indicator, isMet) in met)
        {
            var unmet = all.Count(dataset => !isMet(dataset));
            Assert.Equal((indicator, unmet), (indicator, shown[indicator].GetProperty("unmet").GetInt32()));
            Assert.Equal((double)unmet / all.Count, shown[indicator].GetProperty("share").GetDouble(), 9);
        }

        Assert.True(met.Values.Count(isMet => all.Exists(isMet) && !all.TrueForAll(isMet)) > 10);
    }

    [Fact]
    public async Task FiguresOfTheWhole_AreThoseOfTheExport()
    {
        var all = (await ExportAsync()).Where(IsOne).ToList();
        var now = (await site.TableAsync("changes")).ToDictionary(row => row.GetProperty("figure").GetProperty("en").GetString()!, row => row.GetProperty("now").GetInt32());
        static bool IsStandard(JsonElement dataset, string status) => Annotation(dataset, "standardDataset") is { } match && Text(match, "status") == status;
        static bool IsMunicipal(JsonElement dataset) => Text(dataset, "publisher", "code") is not (null or "130001");
        var readable = await MachineReadableAsync();
        Assert.Equal(all.Count, now["Datasets"]);
        Assert.Equal(all.Count(dataset => Text(dataset, "publisher", "code") == "130001"), now["of the metropolis"]);
        Assert.Equal(all.Count(IsMunicipal), now["of the municipalities"]);
        Assert.Equal(all.Sum(dataset => Formats(dataset).Count()), now["Files"]);
        Assert.Equal(all.Where(IsMunicipal).Select(dataset => Text(dataset, "publisher", "code")).Distinct().Count(), now["Municipalities that publish"]);
        Assert.Equal(all.Count(dataset => Formats(dataset).Any(readable.Contains)), now["Machine-readable datasets"]);
        Assert.Equal(all.Count(dataset => Formats(dataset).Contains("CSV")), now["Datasets with CSV"]);
        Assert.Equal(all.Count(IsOpen), now["Datasets under an open licence"]);
        Assert.Equal(all.Count(dataset => IsStandard(dataset, "checked")), now["Standard datasets, columns checked"]);
        Assert.Equal(all.Count(dataset => IsStandard(dataset, "candidate")), now["Standard datasets, candidates"]);
        Assert.Equal(all.Count(dataset => IsFresh(dataset) == false), int.Parse(System.Text.RegularExpressions.Regex.Match(
            await site.Http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken), "<dt>期限を過ぎた更新</dt><dd>(?:<a[^>]*>)?([0-9,]+)").Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task JapaneseViewOfEachBody_IsThatOfTheExport()
    {
        var all = (await ExportAsync()).Where(IsOne).ToList();
        var readable = await MachineReadableAsync();
        var aspects = new Dictionary<string, Func<JsonElement, string>>
        {
            ["Machine-readability"] = dataset => dataset.GetProperty("distributions").EnumerateArray().Select(file => Text(file, "format") is { } format && readable.Contains(format)).ToList() switch
            {
                [] => "poor",
                var files when files.TrueForAll(static isReadable => isReadable) => "good",
                var files => files.Contains(true) ? "fair" : "poor",
            },
            ["Freshness"] = dataset => Text(dataset, "frequency") switch
            {
                null or "UNKNOWN" => "fair",
                "NEVER" or "NOT_PLANNED" => "good",
                "IRREG" or "AS_NEEDED" or "OTHER" => "none",
                _ => IsFresh(dataset) switch { true => "good", false => "poor", null => "fair" },
            },
            ["Clarity of the licence"] = dataset => Text(dataset, "licence", "id") is null ? "poor" : IsOpen(dataset) ? Text(dataset, "licence", "basis") == "site" ? "fair" : "good" : "poor",
        };
        var bodies = all.Select(dataset => Text(dataset, "publisher", "code")).OfType<string>().Distinct().ToList();
        Assert.True(bodies.Count > 8);
        foreach (var code in bodies)
        {
            var rows = (await site.TableAsync("view", $"?code={code}")).ToDictionary(row => row.GetProperty("aspect").GetProperty("en").GetString()!);
            foreach (var (aspect, grade) in aspects)
            {
                var grades = all.Where(dataset => Text(dataset, "publisher", "code") == code).Select(grade).ToList();
                foreach (var one in (string[])["good", "fair", "poor", "none"])
                    Assert.Equal((code, aspect, one, grades.Count(found => found == one)), (code, aspect, one, rows[aspect].GetProperty(one).GetInt32()));
            }
        }
    }

    private static bool IsOpen(JsonElement dataset) => dataset.TryGetProperty("licence", out var licence) && licence.ValueKind == JsonValueKind.Object && licence.TryGetProperty("open", out var open) && open.ValueKind == JsonValueKind.True;

    /// <summary>By the vocabulary's own words, read as text.</summary>
    private static async Task<IReadOnlySet<string>> MachineReadableAsync() =>
        (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "mappings", "vocabularies", "formats.yml"), TestContext.Current.CancellationToken)).Split("\n  - label: ").Skip(1)
            .Where(entry => entry.Contains("\n    machine-readable: true", StringComparison.Ordinal)).Select(entry => entry.Split('\n')[0].Trim().Trim('"')).ToHashSet(StringComparer.Ordinal);

    [Fact]
    public async Task AdoptionOfStandardDatasets_IsThatOfTheExport()
    {
        var matches = (await ExportAsync()).Where(dataset => IsOne(dataset) && Annotation(dataset, "standardDataset") is not null && Text(dataset, "publisher", "code") is not (null or "130001"))
            .Select(dataset => (Code: Text(dataset, "publisher", "code")!, Match: Annotation(dataset, "standardDataset")!.Value)).ToList();
        var vocabulary = (await site.TableAsync("standard-datasets")).GroupBy(row => row.GetProperty("standard").GetProperty("en").GetString()!, row => row.GetProperty("id").GetString()).ToDictionary(group => group.Key, group => group.First());
        var rows = await site.TableAsync("standard-adoption");
        Assert.Equal(31, rows.Count);
        foreach (var row in rows)
        {
            var id = vocabulary.GetValueOrDefault(row.GetProperty("standard").GetProperty("en").GetString()!);
            var bodies = matches.Where(match => Text(match.Match, "id") == id).GroupBy(match => match.Code, match => match.Match).ToList();
            static bool IsChecked(JsonElement match) => Text(match, "status") == "checked";
            static bool IsComplete(JsonElement match) => IsChecked(match) && new[] { "missing", "misspelt" }.All(faults => match.GetProperty(faults).GetRawText() is "[]" or "{}");
            Assert.Equal(
                (bodies.Count(body => body.Any(IsComplete)), bodies.Count(body => body.Any(IsChecked) && !body.Any(IsComplete)), bodies.Count(body => !body.Any(IsChecked)), 62 - bodies.Count),
                (row.GetProperty("checked").GetInt32(), row.GetProperty("incomplete").GetInt32(), row.GetProperty("candidate").GetInt32(), row.GetProperty("missing").GetInt32() + row.GetProperty("metropolis").GetInt32()));
            Assert.Equal(bodies.Count / 62.0, row.GetProperty("share").GetDouble(), 9);
        }

        Assert.Contains(rows, row => row.GetProperty("checked").GetInt32() > 5);
    }

    private static void Equal(IEnumerable<string> values, IReadOnlyList<JsonElement> rows, Func<JsonElement, string> key, string count) =>
        Assert.Equal(
            values.GroupBy(value => value).Select(value => (value.Key, (long)value.Count())).OrderBy(pair => pair.Key, StringComparer.Ordinal),
            rows.Select(row => (key(row), row.GetProperty(count).GetInt64())).OrderBy(pair => pair.Item1, StringComparer.Ordinal));
}
