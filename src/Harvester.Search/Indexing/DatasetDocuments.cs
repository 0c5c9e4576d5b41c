using System.Buffers.Binary;
using System.Globalization;
using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Harvester.Core.Publication;
using Harvester.Search.Analysis;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Harvester.Search.Indexing;

/// <summary>Makes Lucene's document of a dataset. Reused: a document is to be added before the next is made.</summary>
internal sealed class DatasetDocuments
{
    /// <summary>Characters of a description that are kept for passages; all of it is searched.</summary>
    private const int LongestShown = 20_000;
    private const int LongestSortKey = 200;

    private static readonly FieldType Words = new() { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS_AND_POSITIONS };

    private readonly Dictionary<string, FieldTokens> tokens = new(StringComparer.Ordinal);
    private readonly ReusedFields reused = new();

    public Document Of(Dataset dataset)
    {
        var document = new Document();
        reused.Begin();
        Identity(document, dataset);
        Texts(document, dataset);
        Values(document, dataset);
        Dates(document, dataset);
        Freshness(document, dataset);
        return document;
    }

    private void Identity(Document document, Dataset dataset)
    {
        var id = PackageNames.Id(dataset.Id);
        var slug = PackageNames.Slug(dataset.Id);
        var own = PackageNames.Own(dataset);
        Add(document, IndexFields.Dataset, dataset.Id);
        document.Add(new SortedDocValuesField(IndexFields.Dataset, new BytesRef(dataset.Id)));
        Add(document, IndexFields.Id, id.ToString("D"));
        Add(document, IndexFields.Slug, slug);
        if (own is not null)
        {
            Add(document, IndexFields.Own, own);
            document.Add(new SortedDocValuesField(IndexFields.Own, new BytesRef(own)));
        }

        foreach (var previous in dataset.PreviousIds)
        {
            Add(document, IndexFields.Id, PackageNames.Id(previous).ToString("D"));
            Add(document, IndexFields.PreviousSlug, PackageNames.Slug(previous));
        }

        document.Add(new SortedDocValuesField(IndexFields.Name, new BytesRef(own ?? slug)));
        var canonical = dataset.IsShown();
        if (canonical)
            Add(document, IndexFields.Canonical, "1");
        document.Add(new NumericDocValuesField(IndexFields.Flags, (dataset.State is DatasetState.Active ? IndexFields.IsActive : 0) | (canonical ? IndexFields.IsCanonical : 0)));
        document.Add(new NumericDocValuesField(IndexFields.Tie, long.MinValue ^ BinaryPrimitives.ReadInt64BigEndian(id.ToByteArray(bigEndian: true))));
    }

    private void Texts(Document document, Dataset dataset)
    {
        var title = dataset.Title.Best();
        var notes = dataset.Description.Best();
        Text(document, IndexFields.Title, dataset.Title.Values);
        Text(document, IndexFields.Notes, dataset.Description?.Values);
        Text(document, IndexFields.Tags, dataset.Keywords?.Values.SelectMany(some => some));
        Text(document, IndexFields.OrganizationTitle, (dataset.Publisher.Name?.Values ?? []).Append(dataset.Publisher.Unit ?? ""));
        Text(document, IndexFields.GroupTitle, dataset.Groups);
        Text(document, IndexFields.ResourceName, dataset.Distributions.SelectMany(one => one.Title?.Values ?? []));
        Text(document, IndexFields.ResourceDescription, dataset.Distributions.SelectMany(one => one.Description?.Values ?? []));
        Text(document, IndexFields.Maintainer, [dataset.ContactPoint?.Name ?? ""]);
        document.Add(new StoredField(IndexFields.ShownTitle, title));
        document.Add(new StoredField(IndexFields.ShownNotes, notes.Length <= LongestShown ? notes : notes[..LongestShown]));
        var key = Keyword.Of(title);
        Add(document, IndexFields.TitleString, key);
        document.Add(new SortedDocValuesField(IndexFields.TitleString, new BytesRef(key.Length <= LongestSortKey ? key : key[..LongestSortKey])));
    }

    private void Values(Document document, Dataset dataset)
    {
        Facet(document, "organization", [PackageNames.Organization(dataset.Publisher)]);
        Facet(document, "groups", PackageNames.Groups(dataset).Select(group => group.Name));
        Facet(document, "tags", dataset.Keywords?.Values.SelectMany(some => some) ?? []);
        Facet(document, "res_format", dataset.Distributions.Select(one => one.Format));
        Facet(document, "license_id", [dataset.Licence?.Id]);
        Facet(document, "publisher", [dataset.Publisher.Code]);
        Facet(document, "theme", dataset.Themes.Select(theme => theme.Code));
        Facet(document, "priority_field", dataset.PriorityFields);
        Facet(document, "standard_dataset", [dataset.Annotations?.StandardDataset?.Id]);
        Facet(document, "openness", [dataset.Distributions.Max(one => one.Openness)?.ToString(CultureInfo.InvariantCulture)]);
        Facet(document, "source", [dataset.Provenance.Source]);
        Facet(document, "state", [EnumWord.Of(dataset.State)]);
        Facet(document, "problem", dataset.Problems.Where(problem => problem.Severity is not Severity.Info).Select(problem => problem.Code));
        Facet(document, "rating", [dataset.Annotations?.Quality?.Rating]);
        Facet(document, "copy", [dataset is { State: DatasetState.Active, Annotations.CanonicalId: not null } ? "yes" : null]);
        Facet(document, "links", [dataset.Annotations?.Checks.Any(check => check.IsDead) == true ? "dead" : null]);
        foreach (var file in dataset.Distributions)
            Add(document, "res_id", PackageNames.ResourceId(dataset.Id, file.Id).ToString("D"));
        foreach (var url in dataset.Distributions.SelectMany(one => new[] { one.DownloadUrl, one.AccessUrl }).OfType<string>().Distinct())
            Add(document, "res_url", Keyword.Of(url));
        if (dataset.LandingPage is { } page)
            Add(document, "url", Keyword.Of(page));
    }

    private void Dates(Document document, Dataset dataset)
    {
        Instant(document, IndexFields.MetadataModified, dataset.Provenance.LastChanged);
        Instant(document, IndexFields.MetadataCreated, dataset.Provenance.FirstSeen);
        if (dataset.Modified is { } modified)
            Instant(document, IndexFields.Modified, IsoDate.SortKey(modified));
        if (dataset.Issued is { } issued)
            Instant(document, IndexFields.Issued, IsoDate.SortKey(issued));
        // A day that had not come when the record was read ranks nothing up.
        if ((dataset.Modified ?? dataset.Issued) is { } newest && IsoDate.SortKey(newest) is var instant && instant <= dataset.Provenance.LastChanged.AddDays(1))
            document.Add(new NumericDocValuesField(IndexFields.Newest, IndexFields.Instant(instant)));
    }

    private static void Freshness(Document document, Dataset dataset)
    {
        if (dataset.State is not DatasetState.Active)
            return;
        var freshness = DatasetFreshness.Of(dataset);
        document.Add(new NumericDocValuesField(IndexFields.FreshnessState, freshness.Settled is { } settled ? (int)settled + 1 : 0));
        if (freshness.OverdueFrom is { } due)
            document.Add(new NumericDocValuesField(IndexFields.FreshnessDue, due.DayNumber));
        if (freshness.StampHour is { } hour)
            document.Add(new SortedDocValuesField(IndexFields.FreshnessStamp, new BytesRef($"{dataset.Provenance.Source}|{hour}")));
    }

    private void Text(Document document, string field, IEnumerable<string>? texts)
    {
        var values = texts?.Where(text => text.Length > 0).ToList();
        if (values is not { Count: > 0 })
            return;
        if (!tokens.TryGetValue(field, out var stream))
            tokens[field] = stream = new FieldTokens();
        document.Add(new Field(field, stream.Read(values), Words));
    }

    private void Facet(Document document, string field, IEnumerable<string?> values)
    {
        foreach (var value in values.Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => Keyword.Cut(value!.Trim())).Distinct(StringComparer.Ordinal))
        {
            document.Add(new SortedSetDocValuesField(field, new BytesRef(value)));
            Add(document, IndexFields.Exact(field), value);
            Add(document, field, Keyword.Of(value));
        }
    }

    private void Instant(Document document, string field, DateTimeOffset instant)
    {
        var value = IndexFields.Instant(instant);
        document.Add(reused.Instant(field, value));
        document.Add(new NumericDocValuesField(field, value));
    }

    private void Add(Document document, string field, string value) => document.Add(reused.Value(field, value));
}
