using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Connectors.Dcat;

/// <summary>
/// Turns one dataset of a data.json into the terms of DCAT; what its members mean stands in DCAT-US 1.1, "Dataset fields" and "Distribution fields", and in
/// DCAT-US 3.0, where texts may be objects and several languages stand in <c>…Map</c> members; a few more are Harvester's own (docs/reading.md). Members of none are kept under <c>datajson:</c>.
/// </summary>
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
        ["accrualPeriodicity"] = "dct:accrualPeriodicity",
        ["accessLevel"] = "dct:accessRights",
        ["accessRights"] = "dct:accessRights",
        ["rights"] = "dct:rights",
        ["language"] = "dct:language",
        ["mediaType"] = "dcat:mediaType",
        ["format"] = "dct:format",
        ["byteSize"] = "dcat:byteSize",
        ["isPartOf"] = "dct:isPartOf",
        ["version"] = "dcat:version",
    };

    private static readonly Dictionary<string, string> Links = new()
    {
        ["landingPage"] = "dcat:landingPage",
        ["downloadURL"] = "dcat:downloadURL",
        ["accessURL"] = "dcat:accessURL",
        ["endpointURL"] = "dcat:endpointURL",
        ["references"] = "dct:references",
        ["conformsTo"] = "dct:conformsTo",
        ["inSeries"] = "dcat:inSeries",
    };

    private static readonly Dictionary<string, string> Maps = new() { ["titleMap"] = "dct:title", ["descriptionMap"] = "dct:description", ["keywordMap"] = "dcat:keyword" };

    /// <param name="catalog">What the document says of the catalogue.</param>
    public static CatalogEntry Entry(JsonElement dataset, CatalogNode catalog)
    {
        if (dataset.ValueKind != JsonValueKind.Object)
        {
            return new CatalogEntry(null, null, "{}", [])
            {
                Refusal = new Problem("not-an-object", Severity.Error, Whose.Source, "dataset", dataset.GetRawText(),
                    $"An entry of \"dataset\" is a {dataset.ValueKind}, where an object was expected; it was not taken."),
            };
        }

        var problems = new List<Problem>();
        var isSeries = DataJsonValue.HasType(dataset, "DatasetSeries");
        var mark = DataJsonValue.Text(dataset, SourceRecord.PublishedKey);
        var node = new CatalogNode(inOrder: true).Types([isSeries ? "dcat:DatasetSeries" : "dcat:Dataset"]).Catalog(catalog.IsEmpty || mark is not null ? null : catalog.ToJson());
        AddMembers(node, dataset, problems);
        var own = DataJsonValue.Text(dataset, "@id");
        var id = Identifier(dataset) ?? own;
        var page = new[] { DataJsonValue.Address(dataset, "landingPage"), id, own }.FirstOrDefault(DataJsonValue.IsWebAddress);
        return new CatalogEntry(id, page, node.ToJson(), problems) { PublishedAs = mark };
    }

    /// <summary>A text, or the notation of a DCAT-US 3 Identifier; a template's rest identifies nothing.</summary>
    public static string? Identifier(JsonElement dataset) =>
        (DataJsonValue.Text(dataset, "identifier") ?? (DataJsonValue.Member(dataset, "identifier") is { } identifier ? DataJsonValue.Text(identifier, "notation") ?? DataJsonValue.Text(identifier, "@id") : null))
            is { } text && !DataJsonValue.IsTemplate(text) ? text : null;

    public static void AddToCatalog(CatalogNode catalog, string member, JsonElement value, List<Problem> problems)
    {
        if (member == "@id" && value.ValueKind == JsonValueKind.String)
            catalog.Id(value.GetString()!);
        else if (member is "license" or "publisher" or "language")
            Add(catalog, member, value, problems);
    }

    /// <summary>A text that its <c>…Map</c> has again, with its language, is taken from there.</summary>
    private static void AddMembers(CatalogNode node, JsonElement value, List<Problem> problems)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (!DataJsonValue.IsRepeated(member.Value, DataJsonValue.Member(value, member.Name + "Map")))
                Add(node, member.Name, member.Value, problems);
        }
    }

    private static void Add(CatalogNode node, string name, JsonElement value, List<Problem> problems)
    {
        if (name == "keyword" && value.ValueKind == JsonValueKind.String && !DataJsonValue.IsTemplate(value.GetString()!))
        {
            problems.Add(new Problem("keyword-not-a-list", Severity.Info, Whose.Record, "keywords", value.GetString(),
                "A list of keywords was expected and one text was found; it was taken as one keyword."));
        }

        if (name is "@type" or "@context" or SourceRecord.PublishedKey)
            return;
        if (name == "@id")
        {
            if (value.ValueKind == JsonValueKind.String && DataJsonValue.IsWebAddress(value.GetString()))
                node.Id(value.GetString()!);
            return;
        }

        if (Maps.TryGetValue(name, out var mapped) && value.ValueKind == JsonValueKind.Object)
        {
            foreach (var (tag, text) in DataJsonValue.ByLanguage(value))
                node.Add(mapped, CatalogNode.Literal(text, tag));
            return;
        }

        foreach (var item in DataJsonValue.Items(value))
            AddItem(node, name, item, problems);
    }

    private static void AddItem(CatalogNode node, string name, JsonElement item, List<Problem> problems)
    {
        if (item.ValueKind == JsonValueKind.String && DataJsonValue.IsTemplate(item.GetString()!))
        {
            problems.Add(new Problem("unfilled-template", Severity.Warning, Whose.Source, name, item.GetString(),
                "The value is the placeholder of a template that the catalogue's software did not fill in; it was left out."));
            return;
        }

        switch (name)
        {
            case "distribution":
                Nested(node, "dcat:distribution", item, problems, Distribution);
                break;
            case "accessService":
                Nested(node, "dcat:accessService", item, problems, Service);
                break;
            case "publisher":
                Nested(node, "dct:publisher", item, problems, DataJsonParties.Publisher);
                break;
            case "contactPoint":
                Nested(node, "dcat:contactPoint", item, problems, DataJsonParties.Contact);
                break;
            case "temporal":
                node.Add("dct:temporal", DataJsonCoverage.Period(item, name, problems));
                break;
            case "spatial":
                node.Add("dct:spatial", DataJsonCoverage.Place(item, name, problems));
                break;
            case "license":
                node.Add("dct:license", DataJsonValue.Licence(item, problems));
                break;
            case "licenseDocument":
                node.Add("dct:license", DataJsonValue.Licence(item, problems));
                break;
            case "licenseText" when item.ValueKind == JsonValueKind.String:
                node.Add("dct:rights", new CatalogNode(inOrder: true).Add("skos:note", CatalogNode.Literal(item.GetString()!)).ToJson());
                break;
            case "attribution" when item.ValueKind == JsonValueKind.String:
                node.Add("dct:rights", new CatalogNode(inOrder: true).Add("odrs:attributionText", CatalogNode.Literal(item.GetString()!)).ToJson());
                break;
            case "checksum" when item.ValueKind == JsonValueKind.Object:
                node.Add("spdx:checksum", Checksum(item, problems).ToJson());
                break;
            case "theme" when item.ValueKind == JsonValueKind.Object:
                node.Add("dcat:theme", DataJsonParties.Concept(item).ToJson());
                break;
            case "identifier" when item.ValueKind == JsonValueKind.Object && DataJsonValue.Text(item, "notation") is { } notation:
                node.Add("dct:identifier", CatalogNode.Literal(notation));
                break;
            case "otherIdentifier":
                node.Add("adms:identifier", DataJsonParties.OtherIdentifier(item, problems));
                break;
            default:
                AddPlain(node, name, item, problems);
                break;
        }
    }

    private static void AddPlain(CatalogNode node, string name, JsonElement item, List<Problem> problems)
    {
        if (Links.TryGetValue(name, out var link))
            node.Add(link, DataJsonValue.Link(DataJsonValue.Address(item) ?? DataJsonValue.Plain(item, name, problems)));
        else if (!Texts.TryGetValue(name, out var property))
            node.Add($"datajson:{name}", CatalogNode.Literal(item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText()));
        else if (DataJsonValue.Plain(item, name, problems) is { Length: > 0 } text)
            node.Add(property, CatalogNode.Literal(text));
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
        AddMembers(node, value, problems);
        return node;
    }

    /// <summary>DCAT-US 3.0, "Checksum".</summary>
    private static CatalogNode Checksum(JsonElement value, List<Problem> problems)
    {
        var node = new CatalogNode(inOrder: true);
        foreach (var member in value.EnumerateObject().Where(member => member.Name is not ("@type" or "@id") && member.Value.ValueKind is not JsonValueKind.Null))
        {
            var property = member.Name switch { "algorithm" => "spdx:algorithm", "checksumValue" => "spdx:checksumValue", var other => $"datajson:{other}" };
            node.Add(property, DataJsonValue.Link(DataJsonValue.Plain(member.Value, member.Name, problems)));
        }

        return node;
    }

    private static CatalogNode Service(JsonElement value, List<Problem> problems)
    {
        var node = new CatalogNode(inOrder: true).Types(["dcat:DataService"]);
        foreach (var member in value.EnumerateObject().Where(member => member.Name is "@id" or "title" or "endpointURL"))
            Add(node, member.Name, member.Value, problems);
        return node;
    }
}
