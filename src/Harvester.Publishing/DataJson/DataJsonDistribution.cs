using System.Text.RegularExpressions;
using Harvester.Core.Model;

namespace Harvester.Publishing.DataJson;

/// <summary>A file or service (DCAT-US 1.1, "Distribution fields"), with the members of DCAT-US 3.0 for what 1.1 lacks.</summary>
internal static partial class DataJsonDistribution
{
    /// <summary>What the schema asks for beside every download address; of bytes of unknown type this is the name (RFC 2046, section 4.5.1).</summary>
    private const string Unknown = "application/octet-stream";

    private const int LongestDescription = 10_000;

    public static void Write(JsonMembers members, Distribution file)
    {
        members.Json.WriteStartObject();
        members.Text("@type", "dcat:Distribution");
        members.Text("identifier", file.Id);
        members.Languages("title", file.Title, int.MaxValue);
        members.Languages("description", file.Description, LongestDescription);
        members.Address("accessURL", file.AccessUrl);
        members.Address("downloadURL", file.DownloadUrl);
        members.Text("format", file.Format);
        members.Text("mediaType", file.MediaType is { } type && MediaType().IsMatch(type) ? type : file.DownloadUrl is null ? null : Unknown);
        if (file.ByteSize is { } size)
            members.Json.WriteNumber("byteSize", size);
        if (file.Checksum is { } checksum)
        {
            members.Json.WriteStartObject("checksum");
            members.Text("@type", "Checksum");
            members.Text("algorithm", checksum.Algorithm);
            members.Text("checksumValue", checksum.Value);
            members.Json.WriteEndObject();
        }

        if (file.Licence is { } licence)
            DataJsonDataset.Licence(members, licence);
        members.Text("rights", file.Rights);
        members.Text("issued", file.Issued);
        members.Text("modified", file.Modified);
        members.Json.WriteEndObject();
    }

    [GeneratedRegex(@"^[-\w]+/[-\w]+(\.[-\w]+)*([+][-\w]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex MediaType();
}
