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

    /// <param name="report">Told of what is wrong with what the document says of the catalogue itself, once, before the first entry.</param>
    /// <exception cref="SourceException">Codes <c>not-json</c>, <c>not-a-catalog</c>; before the first entry.</exception>
    public static IEnumerable<CatalogEntry> Entries(ReadOnlyMemory<byte> json, Uri url, Action<Problem> report)
    {
        var inner = new List<(string Member, JsonElement Value)>();
        var problems = new List<Problem>();
        var at = StartOfDatasets(json.Span, url, out var catalog, inner, problems);
        Tell(problems, report);
        while (Element(json.Span, ref at) is { } element)
        {
            using (element)
                yield return DataJsonDataset.Entry(element.RootElement, catalog);
        }

        foreach (var entry in inner.SelectMany(part => Inner(part, report)))
            yield return entry;
    }

    /// <summary>Entries of a catalogue within the catalogue, one that is only named, or a service.</summary>
    private static IEnumerable<CatalogEntry> Inner((string Member, JsonElement Value) part, Action<Problem> report)
    {
        var (name, value) = part;
        if (name != "service" && Reference(value) is { } reference)
            return [new CatalogEntry(null, null, "{}", []) { Catalog = reference }];
        if (value.ValueKind != JsonValueKind.Object || !IsCatalog(value))
        {
            var service = value.ValueKind != JsonValueKind.Object ? value.ToString() : DataJsonValue.Text(value, "title") ?? DataJsonValue.Text(value, "@id");
            return [new CatalogEntry(DataJsonDataset.Identifier(value), null, "{}", []) { Exclusion = DatasetEntries.Service(service) }];
        }

        var catalog = new CatalogNode();
        var problems = new List<Problem>();
        foreach (var member in value.EnumerateObject())
            DataJsonDataset.AddToCatalog(catalog, member.Name, member.Value, problems);
        Tell(problems, report);
        var datasets = DataJsonValue.Member(value, "dataset") is { } list ? DataJsonValue.Items(list).Select(dataset => DataJsonDataset.Entry(dataset, catalog)) : [];
        return datasets.Concat(value.EnumerateObject().SelectMany(Parts).SelectMany(inner => Inner(inner, report)));
    }

    /// <summary>What names a catalogue and does not hold it: an address, or an object with hardly more than that.</summary>
    private static string? Reference(JsonElement value) =>
        value.ValueKind != JsonValueKind.Object ? value.ToString()
        : IsCatalog(value) && !value.TryGetProperty("dataset", out _) && !value.EnumerateObject().SelectMany(Parts).Any() ? DataJsonValue.Text(value, "@id")
        : null;

    private static IEnumerable<(string Member, JsonElement Value)> Parts(JsonProperty member) =>
        IsInner(member.Name) ? DataJsonValue.Items(member.Value).Select(value => (member.Name, value)) : [];

    private static void Tell(List<Problem> problems, Action<Problem> report) => problems.ForEach(problem => report(problem with { Whose = Whose.Source }));

    private static bool IsInner(string member) => member is "catalog" or "hasPart" or "service";

    private static bool IsCatalog(JsonElement value) =>
        DataJsonValue.HasType(value, "Catalog") || (!DataJsonValue.HasType(value, "DataService") && value.TryGetProperty("dataset", out _));

    public static SourceException NotJson(JsonException fault, Uri url) => new("not-json", Whose.Source, FetchFaults.Show(url),
        $"The answer is no JSON: {fault.Message} Nothing was taken from it.", fault);

    public static SourceException NotACatalog(Uri url) => new("not-a-catalog", Whose.Source, FetchFaults.Show(url),
        "The answer is JSON, but no catalogue: an object with a list \"dataset\" (data.json) or JSON-LD was expected; nothing was taken.");

    /// <summary>Goes once over the whole document, so that a broken end is known before the first record is let through.</summary>
    private static int StartOfDatasets(ReadOnlySpan<byte> json, Uri url, out CatalogNode catalog, List<(string Member, JsonElement Value)> inner, List<Problem> problems)
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
                    inner.AddRange(DataJsonValue.Items(value.RootElement).Select(item => (name, item.Clone())));
                else
                    DataJsonDataset.AddToCatalog(catalog, name, value.RootElement, problems);
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
