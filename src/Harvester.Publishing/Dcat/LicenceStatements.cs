using Harvester.Core.Model;

namespace Harvester.Publishing.Dcat;

/// <summary>
/// Licences, credit lines and rights. dct:license leads to the licence's own IRI; what one source says of it (its words for it, the page of its terms, the credit line to show) is said
/// in a statement of rights of the dataset, in the terms of ODRS, as an IRI that all datasets share must not gather the words of all.
/// </summary>
internal static class LicenceStatements
{
    public static void OfDataset(StatementOutput output, Node node, Dataset dataset)
    {
        // Where only the files state it, they say so themselves.
        var isOfFiles = dataset.Licence is { Basis: LicenceBasis.Distribution } && dataset.Distributions.Count > 0 && dataset.Distributions.All(file => file.Licence is not null);
        Write(output, node, dataset.Licence, dataset.Attribution, isOfFiles);
        Right(output, node, Terms.Dct.AccessRights, dataset.AccessRights);
        Right(output, node, Terms.Dct.Rights, dataset.Rights);
    }

    public static void OfFile(StatementOutput output, Node node, Distribution file)
    {
        Write(output, node, file.Licence, null, isOfFiles: false);
        Right(output, node, Terms.Dct.Rights, file.Rights);
    }

    /// <summary>The IRI that stands for a licence: its own, of the vocabulary, else as the source gave it; null where there is none.</summary>
    public static string? IriOf(Licence licence) => licence.Url is { } url && StatementOutput.ToIri(url) is { } iri ? iri : null;

    private static void Write(StatementOutput output, Node node, Licence? licence, string? credit, bool isOfFiles)
    {
        var iri = licence is null ? null : IriOf(licence);
        if (licence is not null && !isOfFiles)
        {
            if (iri is not null)
                output.Known(node, Terms.Dct.License, iri, Terms.Dct.LicenseDocument);
            else
                Unaddressed(output, node, licence);
        }

        // Its words stand at a licence that has no IRI.
        var words = iri is null || isOfFiles || licence!.Original == iri ? null : licence.Original;
        if (credit is null && words is null && licence?.Statement is null)
            return;
        var statement = output.Blank(Terms.Odrs.RightsStatement);
        output.Type(statement, Terms.Dct.RightsStatement);
        output.Link(node, Terms.Dct.Rights, statement);
        output.Text(statement, Terms.Odrs.AttributionText, credit);
        output.Text(statement, Terms.Skos.Note, words);
        if (iri is not null)
            output.Link(statement, Terms.Odrs.DataLicense, iri);
        if (licence?.Statement is { } page)
            output.Link(statement, Terms.Odrs.ReuserGuidelines, page);
    }

    private static void Unaddressed(StatementOutput output, Node node, Licence licence)
    {
        var document = output.Blank(Terms.Dct.LicenseDocument);
        output.Link(node, Terms.Dct.License, document);
        output.Text(document, Terms.Dct.Identifier, licence.Id);
        output.Text(document, Terms.Dct.Title, licence.Original);
    }

    private static void Right(StatementOutput output, Node node, ReadOnlySpan<byte> property, string? text)
    {
        if (text is null)
            return;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
        {
            output.Known(node, property, text, Terms.Dct.RightsStatement);
            return;
        }

        var statement = output.Blank(Terms.Dct.RightsStatement);
        output.Link(node, property, statement);
        output.Text(statement, Terms.Label, text);
    }
}
