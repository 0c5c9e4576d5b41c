using Harvester.Core.Model;
using Harvester.Core.Publication;

namespace Harvester.Publishing.Dcat;

/// <summary>
/// A dataset in DCAT-AP 3, dcat:Dataset: everything that its source said, and nothing that we found out beside it, which stands at its record
/// (<see cref="RecordStatements"/>). So a harvester that reads it sees a change only where the source made one.
/// </summary>
internal static class DatasetStatements
{
    public static void Write(StatementOutput output, Dataset dataset, CatalogueDescription catalogue)
    {
        var node = StatementOutput.Iri(catalogue.DatasetIri(dataset.Id));
        output.Type(node, Terms.Dcat.Dataset);
        output.Type(node, Terms.Dcat.Resource); // the shape of dcat:CatalogRecord asks for it by name
        output.Texts(node, Terms.Dct.Title, dataset.Title);
        output.Texts(node, Terms.Dct.Description, dataset.Description);
        foreach (var identifier in dataset.Identifiers)
            output.Text(node, Terms.Dct.Identifier, identifier);
        AgentStatements.Publisher(output, node, dataset.Publisher);
        AgentStatements.Contact(output, node, dataset.ContactPoint);
        output.Date(node, Terms.Dct.Issued, dataset.Issued);
        output.Date(node, Terms.Dct.Modified, dataset.Modified);
        if (dataset.Frequency is { } frequency)
            output.Known(node, Terms.Dct.Frequency, Terms.EuFrequency + frequency, Terms.Dct.FrequencyClass);
        foreach (var (tag, words) in dataset.Keywords ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            foreach (var word in words)
                output.Text(node, Terms.Dcat.Keyword, word, tag);
        }

        Categories(output, node, dataset);
        CoverageStatements.Write(output, node, dataset);
        if (dataset.LandingPage is { } page)
            output.Link(node, Terms.Dcat.LandingPage, page, Terms.Foaf.Document);
        Series(output, node, dataset.InSeries);
        LicenceStatements.OfDataset(output, node, dataset);
        if (!dataset.IsCanonical())
            output.Link(node, Terms.Prov.AlternateOf, catalogue.DatasetIri(dataset.Annotations!.CanonicalId!));
        foreach (var file in dataset.Distributions)
            DistributionStatements.Write(output, node, dataset, file, catalogue);
    }

    /// <summary>Themes by their IRIs, and the source's own categories by their names: concepts of a scheme that nobody has published.</summary>
    private static void Categories(StatementOutput output, Node node, Dataset dataset)
    {
        foreach (var theme in dataset.Themes)
        {
            if (output.Known(node, Terms.Dcat.Theme, theme.Iri, Terms.Skos.Concept) && EuThemes.LabelOf(theme) is { } label)
                output.Text(StatementOutput.Iri(theme.Iri), Terms.Skos.PrefLabel, label, "en");
        }

        for (var i = 0; i < dataset.Groups.Count; i++)
        {
            var concept = output.Blank(Terms.Skos.Concept);
            output.Link(node, Terms.Dcat.Theme, concept);
            output.Text(concept, Terms.Skos.PrefLabel, dataset.Groups[i]);
            if (dataset.GroupNames is { } names && i < names.Count)
                output.Text(concept, Terms.Skos.Notation, names[i]);
        }
    }

    /// <summary>A series that has an IRI; the name of one is a text, which DCAT has no place for but dct:isPartOf.</summary>
    private static void Series(StatementOutput output, Node node, string? series)
    {
        if (series is null)
            return;
        // dcat:inSeries asks for a dcat:DatasetSeries that the document describes; what is only named here is described elsewhere.
        if (Uri.TryCreate(series, UriKind.Absolute, out var iri) && iri.Scheme is ("http" or "https"))
            output.Link(node, Terms.Dct.IsPartOf, series);
        else
            output.Text(node, Terms.Dct.IsPartOf, series);
    }
}
