using System.Text.Json;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;

namespace Harvester.Connectors.Dcat;

/// <summary>
/// A data.json (DCAT-US 1.1 and 3.0, https://resources.data.gov/resources/dcat-us/), read element by element of its list <c>dataset</c>; then the
/// catalogues within it (3.0: <c>catalog</c>, <c>hasPart</c>), and its services, which are no datasets.
/// </summary>
internal static class DataJsonCatalog
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonDepth.Most };

    /// <exception cref="SourceException">Codes <c>not-json</c>, <c>not-a-catalog</c>; before the first entry.</exception>
    public static IEnumerable<CatalogEntry> Entries(ReadOnlyMemory<byte> json, Uri url)
    {
        var inner = new List<JsonElement>();
        var at = StartOfDatasets(json.Span, url, out var catalog, inner);
        while (Element(json.Span, ref at) is { } element)
        {
            using (element)
                yield return DataJsonDataset.Entry(element.RootElement, catalog);
        }

        foreach (var entry in inner.SelectMany(Inner))
            yield return entry;
    }

    /// <summary>Entries of a catalogue within the catalogue, or a service.</summary>
    private static IEnumerable<CatalogEntry> Inner(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return [new CatalogEntry(null, null, "{}", [])
            {
                Exclusion = new Problem("catalog-elsewhere", Severity.Warning, Whose.Ours, "dcat:catalog", value.ToString(),
                    "The catalogue names another one by its address; that was not read. If its datasets are wanted, give it a connector file of its own."),
            }];
        }

        if (!IsCatalog(value))
        {
            var name = DataJsonValue.Text(value, "title") ?? DataJsonValue.Text(value, "@id");
            return [new CatalogEntry(DataJsonDataset.Identifier(value), null, "{}", []) { Exclusion = DatasetEntries.Service(name) }];
        }

        var catalog = new CatalogNode();
        foreach (var member in value.EnumerateObject())
            DataJsonDataset.AddToCatalog(catalog, member.Name, member.Value);
        var datasets = DataJsonValue.Member(value, "dataset") is { } list ? DataJsonValue.Items(list).Select(dataset => DataJsonDataset.Entry(dataset, catalog)) : [];
        return datasets.Concat(value.EnumerateObject().Where(member => IsInner(member.Name))
            .SelectMany(member => DataJsonValue.Items(member.Value)).SelectMany(Inner));
    }

    private static bool IsInner(string member) => member is "catalog" or "hasPart" or "service";

    private static bool IsCatalog(JsonElement value) =>
        DataJsonValue.HasType(value, "Catalog") || (!DataJsonValue.HasType(value, "DataService") && value.TryGetProperty("dataset", out _));

    public static SourceException NotJson(JsonException fault, Uri url) => new("not-json", Whose.Source, FetchFaults.Show(url),
        $"The answer is no JSON: {fault.Message} Nothing was taken from it.", fault);

    public static SourceException NotACatalog(Uri url) => new("not-a-catalog", Whose.Source, FetchFaults.Show(url),
        "The answer is JSON, but no catalogue: an object with a list \"dataset\" (data.json) or JSON-LD was expected; nothing was taken.");

    /// <summary>Goes once over the whole document, so that a broken end is known before the first record is let through.</summary>
    private static int StartOfDatasets(ReadOnlySpan<byte> json, Uri url, out CatalogNode catalog, List<JsonElement> inner)
    {
        catalog = new CatalogNode();
        var start = -1;
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw NotACatalog(url);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                if (name == "dataset" && reader.TokenType == JsonTokenType.StartArray)
                {
                    start = (int)reader.TokenStartIndex + 1;
                    reader.Skip();
                    continue;
                }

                using var value = JsonDocument.ParseValue(ref reader);
                if (IsInner(name))
                    inner.AddRange(DataJsonValue.Items(value.RootElement).Select(item => item.Clone()));
                else
                    DataJsonDataset.AddToCatalog(catalog, name, value.RootElement);
            }

            while (reader.Read())
            {
                // To the end: what follows the object is a fault, too.
            }
        }
        catch (JsonException fault)
        {
            throw NotJson(fault, url);
        }

        return start >= 0 ? start : throw NotACatalog(url);
    }

    // Each element is read on its own: a reader cannot live across a yield. What lies between elements is known to be well-formed.
    private static JsonDocument? Element(ReadOnlySpan<byte> json, ref int at)
    {
        while (at < json.Length && (json[at] is (byte)',' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            at++;
        if (json[at] == (byte)']')
            return null;
        var reader = new Utf8JsonReader(json[at..], new JsonReaderOptions { MaxDepth = Options.MaxDepth, AllowMultipleValues = true });
        reader.Read();
        var element = JsonDocument.ParseValue(ref reader);
        at += (int)reader.BytesConsumed;
        return element;
    }
}
