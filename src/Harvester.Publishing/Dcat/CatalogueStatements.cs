using System.Globalization;

namespace Harvester.Publishing.Dcat;

/// <summary>What a document says of the catalogue itself, dcat:Catalog, and of the page that it is.</summary>
internal static class CatalogueStatements
{
    public static void Write(StatementOutput output, CatalogueDescription catalogue, CataloguePaging? paging)
    {
        var node = StatementOutput.Iri(catalogue.CatalogueIri);
        output.Type(node, Terms.Dcat.Catalog);
        output.Texts(node, Terms.Dct.Title, catalogue.Title);
        output.Texts(node, Terms.Dct.Description, catalogue.Description);
        var publisher = output.Blank(Terms.Foaf.Agent);
        output.Link(node, Terms.Dct.Publisher, publisher);
        output.Texts(publisher, Terms.Foaf.Name, catalogue.Publisher);
        output.Link(node, Terms.Foaf.Homepage, catalogue.Address.AbsoluteUri, Terms.Foaf.Document);
        output.Link(node, Terms.Dcat.ThemeTaxonomy, EuThemes.Scheme, Terms.Skos.ConceptScheme);
        output.Text(StatementOutput.Iri(EuThemes.Scheme), Terms.Dct.Title, "Data theme", "en");
        output.Known(node, Terms.Dct.Language, Terms.EuLanguage + "JPN", Terms.Dct.LinguisticSystem);
        if (catalogue.MetadataLicence is { } licence)
            output.Known(node, Terms.Dct.License, licence, Terms.Dct.LicenseDocument);
        var rights = output.Blank(Terms.Dct.RightsStatement);
        output.Link(node, Terms.Dct.Rights, rights);
        output.Texts(rights, Terms.Label, catalogue.MetadataRights);
        QualityMetrics.Describe(output, catalogue);
        if (paging is not null)
            Page(output, paging);
    }

    public static void Entry(StatementOutput output, CatalogueDescription catalogue, Core.Model.Dataset dataset)
    {
        var node = StatementOutput.Iri(catalogue.CatalogueIri);
        output.Link(node, Terms.Dcat.DatasetOf, StatementOutput.Iri(catalogue.DatasetIri(dataset.Id)));
        output.Link(node, Terms.Dcat.RecordOf, StatementOutput.Iri(RecordStatements.IriOf(dataset, catalogue)));
    }

    private static void Page(StatementOutput output, CataloguePaging paging)
    {
        var page = StatementOutput.Iri(paging.Page.AbsoluteUri);
        output.Type(page, Terms.Hydra.PagedCollection);
        output.Literal(page, Terms.Hydra.TotalItems, paging.Total.ToString(CultureInfo.InvariantCulture), Terms.Xsd.Integer);
        output.Literal(page, Terms.Hydra.ItemsPerPage, paging.Size.ToString(CultureInfo.InvariantCulture), Terms.Xsd.Integer);
        output.Link(page, Terms.Hydra.FirstPage, paging.First.AbsoluteUri);
        if (paging.Next is { } next)
            output.Link(page, Terms.Hydra.NextPage, next.AbsoluteUri);
    }
}
