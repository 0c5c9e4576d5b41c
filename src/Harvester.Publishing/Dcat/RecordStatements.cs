using System.Globalization;
using Harvester.Core.Model;

namespace Harvester.Publishing.Dcat;

/// <summary>
/// The entry of a dataset in this catalogue, dcat:CatalogRecord: where it came from (PROV-O), since when we have it, how well it is described (DQV), and under which id
/// another Harvester, or we ourselves, know it again (<see cref="SourceRecord.PublishedKey"/>).
/// </summary>
internal static class RecordStatements
{
    public static string IriOf(Dataset dataset, CatalogueDescription catalogue) => $"{catalogue.DatasetIri(dataset.Id)}#record";

    public static void Write(StatementOutput output, Dataset dataset, CatalogueDescription catalogue)
    {
        var node = StatementOutput.Iri(IriOf(dataset, catalogue));
        output.Type(node, Terms.Dcat.CatalogRecord);
        output.Link(node, Terms.Foaf.PrimaryTopic, StatementOutput.Iri(catalogue.DatasetIri(dataset.Id)));
        var provenance = dataset.Provenance;
        output.Literal(node, Terms.Dct.Issued, Dates.Instant(provenance.FirstSeen), Terms.Xsd.DateTime);
        output.Literal(node, Terms.Dct.Modified, Dates.Instant(provenance.LastChanged), Terms.Xsd.DateTime);
        output.Literal(node, Terms.Prov.GeneratedAtTime, Dates.Instant(provenance.LastChanged), Terms.Xsd.DateTime);
        output.Text(node, Terms.Dct.Identifier, provenance.RecordId);
        Origin(output, node, provenance, catalogue);
        var mark = output.Blank(Terms.Adms.Identifier);
        output.Link(node, Terms.Adms.IdentifierOf, mark);
        output.Text(mark, Terms.Skos.Notation, dataset.Id);
        output.Text(mark, Terms.Adms.SchemaAgency, SourceRecord.PublishedKey);
        Quality(output, node, dataset, catalogue);
    }

    private static void Origin(StatementOutput output, Node node, Provenance provenance, CatalogueDescription catalogue)
    {
        var isIri = Uri.TryCreate(provenance.RecordId, UriKind.Absolute, out var iri) && iri.Scheme is ("http" or "https");
        if (isIri)
            output.Link(node, Terms.Prov.WasDerivedFrom, provenance.RecordId);
        if (provenance.RecordUrl is { } page && page != provenance.RecordId)
            output.Link(node, Terms.Prov.WasDerivedFrom, page);
        var harvest = output.Blank(Terms.Prov.Activity);
        output.Link(node, Terms.Prov.WasGeneratedBy, harvest);
        output.Link(harvest, Terms.Prov.Used, $"{catalogue.Address.AbsoluteUri}sources/{Uri.EscapeDataString(provenance.Source)}");
    }

    private static void Quality(StatementOutput output, Node node, Dataset dataset, CatalogueDescription catalogue)
    {
        if (dataset.Annotations?.Quality is not { } quality)
            return;
        foreach (var (metric, score) in QualityMetrics.Of(quality))
        {
            var measurement = output.Blank(Terms.Dqv.QualityMeasurement);
            output.Link(node, Terms.Dqv.HasQualityMeasurement, measurement);
            output.Link(measurement, Terms.Dqv.IsMeasurementOf, QualityMetrics.Iri(metric, catalogue));
            output.Literal(measurement, Terms.Dqv.Value, score.ToString(CultureInfo.InvariantCulture), Terms.Xsd.Integer);
        }
    }
}
