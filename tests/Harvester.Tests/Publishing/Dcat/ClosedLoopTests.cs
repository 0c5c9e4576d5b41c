using System.Text.RegularExpressions;
using Harvester.Core.Model;
using Harvester.Publishing;
using Harvester.Tests.Connectors.Dcat;
using Harvester.Tests.Connectors.Html;
using Xunit;

namespace Harvester.Tests.Publishing.Dcat;

/// <summary>
/// What another Harvester reads of our catalogue is our catalogue: every field that the table of <c>docs/reading.md</c> calls the same is the same, of every real record and every record
/// of the demo; and no field that is always the same is called otherwise.
/// </summary>
public sealed partial class ClosedLoopTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, (string Rdf, string DataJson)>> Table = new(ReadTable);

    [Theory]
    [InlineData("turtle")]
    [InlineData("ntriples")]
    [InlineData("rdfxml")]
    [InlineData("jsonld")]
    [InlineData("datajson")]
    public async Task PublishedCatalogue_IsReadBackTheSame(string format)
    {
        var published = await AllAsync();
        var read = await LoopAsync(format, published);
        Assert.Equal(published.Select(dataset => PublishedSamples.Catalogue.DatasetIri(dataset.Id)).Order(StringComparer.Ordinal), read.Keys.Order(StringComparer.Ordinal));
        var faults = new List<string>();
        foreach (var dataset in published)
        {
            var (ours, theirs) = (FieldValues.Of(dataset), FieldValues.Of(read[PublishedSamples.Catalogue.DatasetIri(dataset.Id)]));
            faults.AddRange(ours.Keys.Where(field => IsSame(format, field) && ours[field] != theirs[field]).Select(field => $"{dataset.Id} {field}:\n  {ours[field]}\n  {theirs[field]}"));
        }

        Assert.True(faults.Count == 0, $"{faults.Count} fields differ:\n{string.Join('\n', faults.Take(30))}");
    }

    [Theory]
    [InlineData("turtle")]
    [InlineData("datajson")]
    public async Task Table_CallsNoFieldChangedThatIsAlwaysTheSame(string format)
    {
        var published = await AllAsync();
        var read = await LoopAsync(format, published);
        var changed = published.SelectMany(dataset =>
        {
            var (ours, theirs) = (FieldValues.Of(dataset), FieldValues.Of(read[PublishedSamples.Catalogue.DatasetIri(dataset.Id)]));
            return ours.Keys.Where(field => ours[field] != theirs[field]);
        }).ToHashSet();

        Assert.DoesNotContain(Table.Value.Keys, field => !IsSame(format, field) && !changed.Contains(field));
    }

    [Fact]
    public async Task Table_HasEveryField() =>
        Assert.Equal(FieldValues.Of((await AllAsync())[0]).Keys.Order(StringComparer.Ordinal), Table.Value.Keys.Order(StringComparer.Ordinal));

    /// <summary>The datasets that a DCAT source gives which is the exported catalogue, by the ids of their records.</summary>
    private static async Task<Dictionary<string, Dataset>> LoopAsync(string format, IReadOnlyList<Dataset> published)
    {
        var writer = ExportFormats.Find(ExportFormats.Of(PublishedSamples.Catalogue), format)!;
        using var body = new MemoryStream();
        Assert.Equal(published.Count, await writer.WriteAsync(published.ToAsyncEnumerable(), body, TestContext.Current.CancellationToken));
        await using var site = await LoopbackSite.StartAsync();
        var path = $"/catalog.{writer.Extension}";
        site.Bytes(path, body.ToArray(), writer.MediaType);
        var harvest = await Catalogs.HarvestAsync(site, path);
        Assert.True(harvest.Reading.ReachedEnd, string.Join('\n', harvest.Reading.Doubts.Concat(harvest.Problems.Take(5).Select(problem => problem.Problem.Detail))));
        Assert.DoesNotContain(harvest.Problems, problem => problem.Problem.Severity != Severity.Info);
        Assert.Equal(published.Select(dataset => dataset.Id).Order(StringComparer.Ordinal), harvest.Records.Select(record => record.PublishedAs).Order(StringComparer.Ordinal));
        return Mapped.Of(harvest).Select(result => result.Dataset!).ToDictionary(dataset => dataset.Provenance.RecordId);
    }

    private static async Task<IReadOnlyList<Dataset>> AllAsync() => [PublishedSamples.Rich, .. await PublishedSamples.RealAsync(), .. PublishedSamples.Tokyo(), .. await PublishedSamples.DemoAsync()];

    private static bool IsSame(string format, string field) => (format == "datajson" ? Table.Value[field].DataJson : Table.Value[field].Rdf).StartsWith("same", StringComparison.Ordinal);

    private static Dictionary<string, (string, string)> ReadTable() => File.ReadLines(Path.Combine(Repository.Root, "docs", "reading.md"))
        .Select(line => Row().Match(line)).Where(match => match.Success)
        .ToDictionary(match => match.Groups["field"].Value, match => (match.Groups["rdf"].Value, match.Groups["json"].Value));

    [GeneratedRegex(@"^\| `(?<field>[A-Za-z.]+)` \| (?<rdf>[^|]*?) \| (?<json>[^|]*?) \|")]
    private static partial Regex Row();
}
