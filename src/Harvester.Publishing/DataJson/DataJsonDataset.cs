using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Publishing.Dcat;

namespace Harvester.Publishing.DataJson;

/// <summary>
/// One dataset of a data.json (DCAT-US 1.1, "Dataset fields"), with what 1.1 has no member for in the members of DCAT-US 3.0 (<c>titleMap</c>, <c>otherIdentifier</c>, <c>checksum</c>);
/// and the credit line, the licence's words and our mark, which neither has.
/// </summary>
internal static class DataJsonDataset
{
    // Limits of the schema.
    private const int LongestDescription = 10_000;
    private const int LongestRights = 255;
    private const int LongestKeyword = 1000;
    private const int MostKeywords = 1000;

    public static void Write(Utf8JsonWriter json, Dataset dataset, CatalogueDescription catalogue, Action<LeftOut>? leftOut)
    {
        var members = new JsonMembers(json, dataset.Id, leftOut);
        json.WriteStartObject();
        members.Text("@type", "dcat:Dataset");
        members.Text("identifier", catalogue.DatasetIri(dataset.Id));
        members.Languages("title", dataset.Title, int.MaxValue);
        members.Languages("description", dataset.Description, LongestDescription);
        Keywords(members, dataset);
        members.Text("issued", dataset.Issued);
        members.Text("modified", dataset.Modified);
        DataJsonParties.Publisher(members, dataset.Publisher);
        DataJsonParties.Contact(members, dataset.ContactPoint);
        Access(members, dataset);
        Rights(members, dataset);
        members.Text("accrualPeriodicity", DataJsonFrequency.Of(dataset.Frequency));
        DataJsonCoverage.Write(members, dataset);
        members.List("language", dataset.Language);
        members.List("theme", [.. dataset.Themes.Select(theme => theme.Iri).Concat(dataset.Groups).Distinct(StringComparer.Ordinal)]);
        members.Address("landingPage", dataset.LandingPage);
        members.Text("isPartOf", dataset.InSeries);
        Identifiers(members, dataset);
        members.Text(SourceRecord.PublishedKey, dataset.Id);
        if (dataset.Distributions.Count > 0)
        {
            json.WriteStartArray("distribution");
            foreach (var file in dataset.Distributions)
                DataJsonDistribution.Write(members, file);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Keywords(JsonMembers members, Dataset dataset)
    {
        if (dataset.Keywords is not { } keywords)
            return;
        members.List("keyword", [.. keywords.Values.SelectMany(words => words).Where(word => word.Length is > 0 and <= LongestKeyword).Distinct(StringComparer.Ordinal).Take(MostKeywords)]);
        if (keywords.Keys.All(tag => tag == LanguageMap.Undetermined))
            return;
        members.Json.WriteStartObject("keywordMap");
        foreach (var (tag, words) in keywords)
            members.List(tag, words);
        members.Json.WriteEndObject();
    }

    /// <summary>What stands in an open catalogue is public where nobody says otherwise; words that are none of the three levels say none.</summary>
    private static void Access(JsonMembers members, Dataset dataset)
    {
        members.Text("accessRights", dataset.AccessRights);
        members.Text("accessLevel", dataset.AccessRights is not { } stated ? "public" : stated[(stated.LastIndexOf('/') + 1)..].Replace('_', ' ').Replace('-', ' ').ToLowerInvariant() switch
        {
            "public" => "public",
            "restricted" or "restricted public" => "restricted public",
            "non public" => "non-public",
            _ => null,
        });
    }

    private static void Rights(JsonMembers members, Dataset dataset)
    {
        members.Cut("rights", dataset.Rights, LongestRights);
        members.Text("attribution", dataset.Attribution);
        // Files have none in DCAT-US 1.1, so the dataset tells it, wherever it was stated.
        if (dataset.Licence is { } licence)
            Licence(members, licence);
    }

    /// <summary>The schema asks for an address; words stand beside it.</summary>
    public static void Licence(JsonMembers members, Licence licence)
    {
        var iri = LicenceStatements.IriOf(licence);
        members.Text("license", iri);
        if ((iri ?? licence.Id) is not null && licence.Original != iri)
            members.Text("licenseText", licence.Original);
        if (iri is not null)
            return;
        members.Json.WriteStartObject("licenseDocument");
        members.Text("identifier", licence.Id);
        members.Text("title", licence.Original);
        members.Json.WriteEndObject();
    }

    private static void Identifiers(JsonMembers members, Dataset dataset)
    {
        if (dataset.Identifiers.Count == 0)
            return;
        members.Json.WriteStartArray("otherIdentifier");
        foreach (var identifier in dataset.Identifiers)
        {
            members.Json.WriteStartObject();
            members.Text("@type", "Identifier");
            members.Text("notation", identifier);
            members.Json.WriteEndObject();
        }

        members.Json.WriteEndArray();
    }
}
