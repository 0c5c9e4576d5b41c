using System.Globalization;
using Harvester.Core.Model;

namespace Harvester.Publishing.Dcat;

/// <summary>A file or service, dcat:Distribution.</summary>
internal static class DistributionStatements
{
    public static void Write(StatementOutput output, Node of, Dataset dataset, Distribution file, CatalogueDescription catalogue)
    {
        var node = StatementOutput.Iri(catalogue.FileIri(dataset.Id, file.Id));
        output.Link(of, Terms.Dcat.DistributionOf, node);
        output.Type(node, Terms.Dcat.Distribution);
        // The id within the dataset, which stays whatever the address of this catalogue becomes.
        output.Text(node, Terms.Skos.Notation, file.Id);
        output.Texts(node, Terms.Dct.Title, file.Title);
        output.Texts(node, Terms.Dct.Description, file.Description);
        Addresses(output, node, file);
        Format(output, node, file, catalogue);
        if (file.ByteSize is { } size and >= 0)
            output.Literal(node, Terms.Dcat.ByteSize, size.ToString(CultureInfo.InvariantCulture), Terms.Xsd.NonNegativeInteger);
        if (file.Checksum is { } checksum)
        {
            var sum = output.Blank(Terms.Spdx.Checksum);
            output.Link(node, Terms.Spdx.ChecksumOf, sum);
            output.Known(sum, Terms.Spdx.Algorithm, Terms.Spdx.AlgorithmPrefix + checksum.Algorithm, Terms.Spdx.ChecksumAlgorithm);
            output.Literal(sum, Terms.Spdx.ChecksumValue, checksum.Value, Terms.Xsd.HexBinary);
        }

        LicenceStatements.OfFile(output, node, file);
        output.Date(node, Terms.Dct.Issued, file.Issued);
        output.Date(node, Terms.Dct.Modified, file.Modified);
    }

    /// <summary>DCAT-AP asks for dcat:accessURL; of a file that has a download address only it is the same (DCAT 3, section 6.8.9).</summary>
    private static void Addresses(StatementOutput output, Node node, Distribution file)
    {
        if (file.AccessUrl is { } access && !output.Link(node, Terms.Dcat.AccessUrl, access, Terms.Resource) && file.DownloadUrl is { } other)
            output.Link(node, Terms.Dcat.AccessUrl, other, Terms.Resource);
        else if (file.AccessUrl is null && file.DownloadUrl is { } only)
            output.Link(node, Terms.Dcat.AccessUrl, only, Terms.Resource);
        if (file.DownloadUrl is { } download)
            output.Link(node, Terms.Dcat.DownloadUrl, download, download == (file.AccessUrl ?? download) ? default : Terms.Resource);
    }

    private static void Format(StatementOutput output, Node node, Distribution file, CatalogueDescription catalogue)
    {
        if (file.Format is { } label)
        {
            if (catalogue.FileTypeIri(label) is { } iri)
                output.Known(node, Terms.Dct.Format, iri, Terms.Dct.MediaTypeOrExtent);
            else
            {
                var format = output.Blank(Terms.Dct.MediaTypeOrExtent);
                output.Link(node, Terms.Dct.Format, format);
                output.Text(format, Terms.Label, label);
            }
        }

        if (file.MediaType is { } type)
            output.Known(node, Terms.Dcat.MediaType, Terms.Iana + type, Terms.Dct.MediaTypeClass);
    }
}
