using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Publishing.DataJson;

/// <summary>Members of a data.json: absent where there is nothing to say, never null or blank.</summary>
internal sealed class JsonMembers(Utf8JsonWriter json, string dataset, Action<LeftOut>? leftOut)
{
    public Utf8JsonWriter Json => json;

    public void Text(string name, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            json.WriteString(name, text);
    }

    /// <summary>The text, or its beginning where the schema allows no more; what is cut is told.</summary>
    public void Cut(string name, string? text, int longest)
    {
        Text(name, text is null ? null : Shortened(text, longest));
        if (text is not null && text.Length > longest)
            leftOut?.Invoke(new LeftOut(dataset, name, text));
    }

    /// <summary>An absolute IRI; what is none is left out and told.</summary>
    public void Address(string name, string? address)
    {
        if (string.IsNullOrWhiteSpace(address))
            return;
        var iri = Dcat.StatementOutput.ToIri(address);
        Text(name, iri);
        if (iri is null)
            leftOut?.Invoke(new LeftOut(dataset, name, address));
    }

    public void List(string name, IReadOnlyCollection<string> texts)
    {
        if (texts.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>The best text, and all of them by language where there is one that is known or the best had to be cut (DCAT-US 3.0: <c>titleMap</c>).</summary>
    public void Languages(string name, IReadOnlyDictionary<string, string>? texts, int longest)
    {
        var best = texts.Best();
        if (string.IsNullOrWhiteSpace(best))
            return;
        Text(name, Shortened(best, longest));
        if (best.Length <= longest && texts!.Keys.All(tag => tag == LanguageMap.Undetermined))
            return;
        json.WriteStartObject(name + "Map");
        foreach (var (tag, text) in texts!)
            Text(tag, text);
        json.WriteEndObject();
    }

    private static string Shortened(string text, int longest) =>
        text.Length <= longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1), "…");
}
