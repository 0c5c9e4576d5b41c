using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Connectors.Dcat;

/// <summary>Turns one dataset of a data.json into the terms of DCAT; what its members mean stands in DCAT-US 1.1, "Dataset fields" and "Distribution fields".</summary>
internal static class DataJsonDataset
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["title"] = "dct:title",
        ["description"] = "dct:description",
        ["keyword"] = "dcat:keyword",
        ["modified"] = "dct:modified",
        ["issued"] = "dct:issued",
        ["identifier"] = "dct:identifier",
        ["theme"] = "dcat:theme",
        ["spatial"] = "dct:spatial",
        ["accrualPeriodicity"] = "dct:accrualPeriodicity",
        ["accessLevel"] = "dct:accessRights",
        ["rights"] = "dct:rights",
        ["language"] = "dct:language",
        ["mediaType"] = "dcat:mediaType",
        ["format"] = "dct:format",
        ["byteSize"] = "dcat:byteSize",
        ["isPartOf"] = "dct:isPartOf",
    };

    private static readonly Dictionary<string, string> Links = new()
    {
        ["license"] = "dct:license",
        ["landingPage"] = "dcat:landingPage",
        ["downloadURL"] = "dcat:downloadURL",
        ["accessURL"] = "dcat:accessURL",
        ["references"] = "dct:references",
        ["conformsTo"] = "dct:conformsTo",
    };

    /// <param name="catalog">What the document says of the catalogue.</param>
    public static CatalogEntry Entry(JsonElement dataset, CatalogNode catalog)
    {
        if (dataset.ValueKind != JsonValueKind.Object)
        {
            return new CatalogEntry(null, null, "{}", [])
            {
                Refusal = new Problem("not-an-object", Severity.Error, Whose.Source, "dataset", Raw(dataset),
                    $"An entry of \"dataset\" is a {dataset.ValueKind}, where an object was expected; it was not taken."),
            };
        }

        var problems = new List<Problem>();
        var node = new CatalogNode(inOrder: true).Types(["dcat:Dataset"]).Catalog(catalog);
        foreach (var member in dataset.EnumerateObject())
            Add(node, member.Name, member.Value, problems);
        var id = Text(dataset, "identifier");
        var page = new[] { Text(dataset, "landingPage"), id }.FirstOrDefault(IsWebAddress);
        return new CatalogEntry(id, page, node.ToJson(), problems);
    }

    public static void AddToCatalog(CatalogNode catalog, string member, JsonElement value)
    {
        if (member == "@id" && value.ValueKind == JsonValueKind.String)
            catalog.Id(value.GetString()!);
        else if (member is "license" or "publisher" or "language")
            Add(catalog, member, value, []);
    }

    private static void Add(CatalogNode node, string name, JsonElement value, List<Problem> problems)
    {
        if (name == "keyword" && value.ValueKind == JsonValueKind.String)
        {
            problems.Add(new Problem("keyword-not-a-list", Severity.Info, Whose.Record, "keywords", value.GetString(),
                "A list of keywords was expected and one text was found; it was taken as one keyword."));
        }

        foreach (var item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Repeat(value, 1))
        {
            if (item.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
                continue;
            if (name == "distribution")
                Nested(node, "dcat:distribution", item, problems, Distribution);
            else if (name == "publisher")
                Nested(node, "dct:publisher", item, problems, Publisher);
            else if (name == "contactPoint")
                Nested(node, "dcat:contactPoint", item, problems, Contact);
            else if (name == "temporal")
                node.Add("dct:temporal", Period(Plain(item, name, problems)));
            else if (Links.TryGetValue(name, out var link))
                node.Add(link, Link(Plain(item, name, problems)));
            else if (Texts.TryGetValue(name, out var property) && Plain(item, name, problems) is { Length: > 0 } text)
                node.Add(property, CatalogNode.Literal(text));
        }
    }

    private static void Nested(CatalogNode node, string property, JsonElement value, List<Problem> problems, Func<JsonElement, List<Problem>, CatalogNode> read)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            var nested = read(value, problems);
            if (!nested.IsEmpty)
                node.Add(property, nested.ToJson());
            return;
        }

        // A bare text where an object belongs: a publisher's name. Files and contacts stay as they stand.
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        problems.Add(new Problem("unexpected-type", Severity.Warning, Whose.Record, property, text, $"A {value.ValueKind} was found where an object was expected; it was kept as a text."));
        node.Add(property, property == "dct:publisher" ? new CatalogNode(inOrder: true).Add("foaf:name", CatalogNode.Literal(text)).ToJson() : CatalogNode.Literal(text));
    }

    private static CatalogNode Distribution(JsonElement value, List<Problem> problems)
    {
        var node = new CatalogNode(inOrder: true).Types(["dcat:Distribution"]);
        foreach (var member in value.EnumerateObject())
            Add(node, member.Name, member.Value, problems);
        return node;
    }

    private static CatalogNode Publisher(JsonElement value, List<Problem> problems)
    {
        var node = new CatalogNode(inOrder: true);
        if (Text(value, "name") is { } name)
            node.Add("foaf:name", CatalogNode.Literal(name));
        if (value.TryGetProperty("subOrganizationOf", out var parent) && parent.ValueKind == JsonValueKind.Object)
        {
            var above = Publisher(parent, problems);
            if (!above.IsEmpty)
                node.Add("org:subOrganizationOf", above.ToJson());
        }

        return node;
    }

    private static CatalogNode Contact(JsonElement value, List<Problem> problems)
    {
        var node = new CatalogNode(inOrder: true);
        if (Text(value, "fn") is { } name)
            node.Add("vcard:fn", CatalogNode.Literal(name));
        if (Text(value, "hasEmail") is { } mail)
            node.Add("vcard:hasEmail", mail.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? CatalogNode.Reference(mail) : CatalogNode.Literal(mail));
        return node;
    }

    private static string Period(string text)
    {
        var divider = text.IndexOf('/');
        return divider < 0
            ? CatalogNode.Literal(text)
            : new CatalogNode(inOrder: true).Add("dcat:startDate", CatalogNode.Literal(text[..divider])).Add("dcat:endDate", CatalogNode.Literal(text[(divider + 1)..])).ToJson();
    }

    private static string Link(string text) => IsWebAddress(text) ? CatalogNode.Reference(text) : CatalogNode.Literal(text);

    /// <summary>The text of a plain value; of any other its JSON, reported.</summary>
    private static string Plain(JsonElement value, string name, List<Problem> problems)
    {
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString()!;
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            problems.Add(new Problem("unexpected-type", Severity.Warning, Whose.Record, name, Raw(value), $"A {value.ValueKind} was found where a text was expected; its JSON was kept."));
        return value.GetRawText();
    }

    private static string? Text(JsonElement value, string name) =>
        !value.TryGetProperty(name, out var member) ? null
        : member.ValueKind switch
        {
            JsonValueKind.String when !string.IsNullOrWhiteSpace(member.GetString()) => member.GetString()!.Trim(),
            JsonValueKind.Number => member.GetRawText(),
            _ => null,
        };

    private static string Raw(JsonElement value) => value.GetRawText();

    private static bool IsWebAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https");
}
