using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>The licence, by the nearest statement: the record's own, all distributions alike, the catalogue's, the site's.</summary>
internal static class LicenceMapping
{
    internal static Licence? OfDistribution(RecordReader reader, LicenceVocabulary vocabulary)
    {
        var reading = Read(reader, vocabulary, out var url);
        Note(reader, reading);
        return reading.IsBlank ? null : Of(reading, LicenceBasis.Distribution, url);
    }

    internal static Licence? OfDataset(RecordReader reader, LicenceVocabulary vocabulary, IReadOnlyList<Distribution> distributions, Source source)
    {
        var record = Read(reader, vocabulary, out var url);
        Note(reader, record);
        if (!record.IsBlank)
            return Of(record, LicenceBasis.Record, url);
        if (Agreed(distributions) is { } agreed)
            return agreed;
        var catalogue = vocabulary.Read(reader.Text("licence.catalogue"), null, null);
        if (!catalogue.IsBlank)
        {
            Note(reader, catalogue);
            return Of(catalogue, LicenceBasis.Catalogue, null);
        }

        if (source.Licence is { } site)
            return OfSite(reader, vocabulary, site);
        reader.Report("no-licence", Severity.Warning, Whose.Record, "licence", record.Original,
            distributions.Count(one => one.Licence is not null) is var stating and > 0
                ? stating == distributions.Count
                    ? "The record states no licence and its files state different ones."
                    : $"The record states no licence and only {stating} of its {distributions.Count} files does."
                : "Neither the record nor its files, catalogue or site state a licence.");
        return record.Original is null ? null : Of(record, LicenceBasis.Record, url);
    }

    private static LicenceReading Read(RecordReader reader, LicenceVocabulary vocabulary, out string? url)
    {
        var id = reader.Text("licence.id");
        url = reader.Text("licence.url");
        var reading = vocabulary.Read(id, reader.Text("licence.title"), url);
        // A catalogue that names licences by their IRIs may keep beside them what its own source wrote.
        return reading.Original is not null && reader.Text("licence.original") is { } words ? reading with { Original = words } : reading;
    }

    private static Licence? Agreed(IReadOnlyList<Distribution> distributions)
    {
        if (distributions.Count == 0 || distributions[0].Licence is not { } first)
            return null;
        // An unknown licence is the same one where its words are the same.
        return distributions.All(one => one.Licence is { } other && other.Id == first.Id && (first.Id is not null || other.Original == first.Original)) ? first : null;
    }

    private static Licence OfSite(RecordReader reader, LicenceVocabulary vocabulary, SiteLicence site)
    {
        var reading = vocabulary.Read(site.Id, null, null);
        if (reading.Code == "unknown-licence")
            reader.Report("unknown-licence", Severity.Warning, Whose.Ours, "licence", site.Id, "The site's licence in the connector file is not in the vocabulary.");
        return Of(reading, LicenceBasis.Site, null) with { Statement = site.Statement };
    }

    private static Licence Of(LicenceReading reading, LicenceBasis basis, string? stated) => new()
    {
        Id = reading.Entry is { Id: not LicenceEntry.Unspecified } entry ? entry.Id : null,
        Url = reading.Entry?.Url ?? (stated is null ? null : WebAddress.Read(stated) is { Code: null } address ? address.Value : null),
        Open = reading.Entry?.Open,
        Original = reading.Original,
        Basis = basis,
    };

    private static void Note(RecordReader reader, LicenceReading reading)
    {
        if (reading.Code is not null)
            reader.Report(reading.Code, reading.Code == "licence-note" ? Severity.Info : Severity.Warning, Whose.Record, "licence", reading.Original, reading.Detail!);
    }
}
