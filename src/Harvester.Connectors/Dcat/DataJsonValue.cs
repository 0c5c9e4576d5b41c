using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Harvester.Connectors.Html;
using Harvester.Core.Model;

namespace Harvester.Connectors.Dcat;

/// <summary>Single values of a data.json, whatever type they were given.</summary>
internal static partial class DataJsonValue
{
    /// <summary>The members of a list, or the value itself; no nulls.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Repeat(value, 1)).Where(item => item.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined));

    public static JsonElement? Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    /// <summary>A member that is a text or a number; else null.</summary>
    public static string? Text(JsonElement value, string name) => Member(value, name) is not { } member ? null
        : member.ValueKind switch
        {
            JsonValueKind.String when !string.IsNullOrWhiteSpace(member.GetString()) => member.GetString()!.Trim(),
            JsonValueKind.Number => member.GetRawText(),
            _ => null,
        };

    /// <summary>An address: a text, or that of a DCAT-US 3 Document, Standard or series.</summary>
    public static string? Address(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : Text(value, "accessURL") ?? Text(value, "@id") ?? Text(value, "identifier");

    public static string? Address(JsonElement value, string name) => Member(value, name) is { } member ? Items(member).Select(Address).FirstOrDefault(text => text is not null) : null;

    /// <summary>The text of a plain value; of any other its JSON, reported.</summary>
    public static string Plain(JsonElement value, string name, List<Problem> problems)
    {
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString()!;
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            problems.Add(new Problem("unexpected-type", Severity.Warning, Whose.Record, name, value.GetRawText(),
                $"A {value.ValueKind} was found where a text was expected; its JSON was kept."));
        }

        return value.GetRawText();
    }

    /// <summary>The entries of a <c>…Map</c> member: tag of the language → text or texts.</summary>
    public static IEnumerable<(string Tag, string Text)> ByLanguage(JsonElement map) =>
        from entry in map.EnumerateObject()
        from item in Items(entry.Value)
        where item.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(item.GetString())
        select (entry.Name, item.GetString()!);

    /// <summary>True for a text, or a list of them, of which the map has all; one that ends in … was cut, and the map has the whole.</summary>
    public static bool IsRepeated(JsonElement value, JsonElement? map)
    {
        if (map is not { ValueKind: JsonValueKind.Object } languages)
            return false;
        var known = ByLanguage(languages).Select(entry => entry.Text).ToHashSet(StringComparer.Ordinal);
        return known.Count > 0 && Items(value).All(item => item.ValueKind == JsonValueKind.String && item.GetString()! is var text
            && (known.Contains(text) || (text.EndsWith('…') && known.Any(whole => whole.StartsWith(text[..^1], StringComparison.Ordinal)))));
    }

    public static string Link(string text) => IsWebAddress(text) ? CatalogNode.Reference(text) : CatalogNode.Literal(text);

    public static bool IsWebAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https");

    /// <summary>True for what a template engine left: <c>{{extent:optional}}</c> and nothing else.</summary>
    public static bool IsTemplate(string text) => Template().IsMatch(text);

    public static bool HasType(JsonElement value, string type) =>
        Member(value, "@type") is { } types && Items(types).Any(item => item.ValueKind == JsonValueKind.String && item.GetString()!.EndsWith(type, StringComparison.Ordinal));

    /// <summary>
    /// A licence: an address, words, an object, or the HTML that ArcGIS keeps in its licenceInfo. Of HTML the words and the one address in it are
    /// taken, and the text as it stands is kept beside them.
    /// </summary>
    public static string Licence(JsonElement value, List<Problem> problems)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            var node = new CatalogNode(inOrder: true);
            if (Address(value) is { } own && IsWebAddress(own))
                node.Id(own);
            foreach (var name in (string[])["title", "label", "prefLabel", "identifier"])
            {
                if (Text(value, name) is { } words)
                    node.Add(name == "identifier" ? "dct:identifier" : "dct:title", CatalogNode.Literal(words));
            }

            return node.IsEmpty ? CatalogNode.Literal(value.GetRawText()) : node.ToJson();
        }

        var text = Plain(value, "license", problems).Trim();
        if (!Markup().IsMatch(text))
            return Link(text);
        if (PageDepth.IsTooDeep(text))
        {
            problems.Add(new Problem("html-too-deep", Severity.Warning, Whose.Record, "license", text,
                "The licence is HTML that nests its elements deeper than any text for people does; it was kept as it stands, and neither words nor an address were taken from it."));
            return CatalogNode.Literal(text);
        }

        using var html = new HtmlParser().ParseDocument(text);
        var said = string.Join(' ', (html.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        string[] addresses = [.. html.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!.Trim()).Where(IsWebAddress).Distinct(StringComparer.Ordinal)];
        var licence = new CatalogNode(inOrder: true);
        if (addresses is [var address])
            licence.Id(address);
        if (said.Length > 0)
            licence.Add("dct:title", CatalogNode.Literal(said));
        return licence.Add("rdf:value", CatalogNode.Literal(text)).ToJson();
    }

    [GeneratedRegex(@"^\s*\{\{[^{}]*\}\}\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Template();

    [GeneratedRegex("<[A-Za-z/!][^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Markup();
}
