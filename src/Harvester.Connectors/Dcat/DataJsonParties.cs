using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Connectors.Dcat;

/// <summary>Publishers, contacts and concepts of a data.json (DCAT-US 1.1: foaf:Organization, vcard:Contact; 3.0: Agent, Organization, Kind, Concept, Identifier).</summary>
internal static class DataJsonParties
{
    // identifier, code and unit as Harvester publishes them: the source's own id of the organisation, the code of the local government, the office.
    private static readonly (string Member, string Property)[] OfPublisher =
        [("name", "foaf:name"), ("prefLabel", "skos:prefLabel"), ("identifier", "dct:identifier"), ("code", "org:identifier")];

    private static readonly (string Member, string Property)[] OfContact =
    [
        ("fn", "vcard:fn"), ("organization-name", "vcard:organization-name"), ("hasEmail", "vcard:hasEmail"),
        ("tel", "vcard:hasTelephone"), ("hasTelephone", "vcard:hasTelephone"), ("hasURL", "vcard:hasURL"),
    ];

    public static CatalogNode Publisher(JsonElement value, List<Problem> problems)
    {
        var node = Named(value);
        foreach (var (member, property) in OfPublisher)
        {
            if (!DataJsonValue.IsRepeated(DataJsonValue.Member(value, member) ?? default, DataJsonValue.Member(value, member + "Map")))
                AddText(node, property, value, member, problems);
        }

        if (DataJsonValue.Member(value, "nameMap") is { ValueKind: JsonValueKind.Object } names)
        {
            foreach (var (tag, text) in DataJsonValue.ByLanguage(names))
                node.Add("foaf:name", CatalogNode.Literal(text, tag));
        }

        if (DataJsonValue.Text(value, "unit") is { } unit)
            node.Add("org:hasUnit", new CatalogNode(inOrder: true).Add("foaf:name", CatalogNode.Literal(unit)).ToJson());
        if (DataJsonValue.Member(value, "subOrganizationOf") is { ValueKind: JsonValueKind.Object } parent)
        {
            var above = Publisher(parent, problems);
            if (!above.IsEmpty)
                node.Add("org:subOrganizationOf", above.ToJson());
        }

        return node;
    }

    public static CatalogNode Contact(JsonElement value, List<Problem> problems)
    {
        var node = Named(value);
        foreach (var (member, property) in OfContact)
            AddText(node, property, value, member, problems);
        return node;
    }

    public static CatalogNode Concept(JsonElement value)
    {
        var node = Named(value);
        AddText(node, "skos:prefLabel", value, "prefLabel", []);
        return node;
    }

    public static string OtherIdentifier(JsonElement value, List<Problem> problems) =>
        DataJsonValue.Text(value, "notation") is { } notation
            ? new CatalogNode(inOrder: true).Add("skos:notation", CatalogNode.Literal(notation)).ToJson()
            : DataJsonValue.Link(DataJsonValue.Plain(value, "otherIdentifier", problems));

    private static void AddText(CatalogNode node, string property, JsonElement value, string member, List<Problem> problems)
    {
        if (DataJsonValue.Text(value, member) is not { } text)
            return;
        if (DataJsonValue.IsTemplate(text))
        {
            problems.Add(new Problem("unfilled-template", Severity.Warning, Whose.Source, member, text,
                "The value is the placeholder of a template that the catalogue's software did not fill in; it was left out."));
        }
        else
            node.Add(property, IsReference(text) ? CatalogNode.Reference(text) : CatalogNode.Literal(text));
    }

    private static bool IsReference(string text) =>
        text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) || DataJsonValue.IsWebAddress(text);

    private static CatalogNode Named(JsonElement value) =>
        DataJsonValue.Text(value, "@id") is { } id && DataJsonValue.IsWebAddress(id) ? new CatalogNode(inOrder: true).Id(id) : new CatalogNode(inOrder: true);
}
