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
        Write(output, node, dataset.Licence, isOfFiles, dataset.Attribution, dataset.Rights);
        if (dataset.AccessRights is not { } access)
            return;
        if (IsAddress(access))
            output.Known(node, Terms.Dct.AccessRights, access, Terms.Dct.RightsStatement);
        else
        {
            var statement = output.Blank(Terms.Dct.RightsStatement);
            output.Link(node, Terms.Dct.AccessRights, statement);
            output.Text(statement, Terms.Label, access);
        }
    }

    public static void OfFile(StatementOutput output, Node node, Distribution file) => Write(output, node, file.Licence, isOfFiles: false, null, file.Rights);

    /// <summary>The IRI that stands for a licence: its own, of the vocabulary, else as the source gave it; null where there is none.</summary>
    public static string? IriOf(Licence licence) => licence.Url is { } url && StatementOutput.ToIri(url) is { } iri ? iri : null;

    private static void Write(StatementOutput output, Node node, Licence? licence, bool isOfFiles, string? credit, string? rights)
    {
        var iri = licence is null ? null : IriOf(licence);
        if (licence is not null && !isOfFiles)
        {
            if (iri is not null)
                output.Known(node, Terms.Dct.License, iri, Terms.Dct.LicenseDocument);
            else
                Unaddressed(output, node, licence);
        }

        // A licence that has neither IRI nor id is its words.
        var words = isOfFiles || (iri ?? licence?.Id) is null || licence!.Original == iri ? null : licence.Original;
        var isPlain = credit is null && words is null && licence?.Statement is null;
        if (isPlain && rights is null)
            return;
        if (isPlain && IsAddress(rights!))
        {
            output.Known(node, Terms.Dct.Rights, rights!, Terms.Dct.RightsStatement);
            return;
        }

        // One, as a distribution may have no more (DCAT-AP 3).
        var statement = output.Blank(Terms.Dct.RightsStatement);
        output.Link(node, Terms.Dct.Rights, statement);
        output.Text(statement, Terms.Label, rights);
        if (isPlain)
            return;
        output.Type(statement, Terms.Odrs.RightsStatement);
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

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https");
}
