using System.Text;
using Harvester.Rdf.JsonLd;
using Harvester.Rdf.JsonLd.Html;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf;

/// <summary>
/// The JSON-LD within an HTML page: the text of its <c>script</c> elements of type <c>application/ld+json</c> (JSON-LD 1.1, section 7; JSON-LD 1.1 API, section 6).
/// Elements that scripts of the page would add, or templates hold back, are not told apart.
/// </summary>
public sealed class JsonLdScripts
{
    private readonly string html;
    private readonly List<(int Start, int End)> scripts = [];

    // Of the first element with each id: the number of the script, or -1.
    private readonly Dictionary<string, int> ids = [];

    private JsonLdScripts(string html)
    {
        this.html = html;
        var tags = new HtmlTags(html);
        while (tags.TryNext(out var tag))
        {
            var isScript = tag.Name == "script" && tag.Attributes.TryGetValue("type", out var type) && IsJsonLd(type);
            if (isScript)
                scripts.Add((tag.ContentStart, tag.ContentEnd));
            if (tag.Attributes.TryGetValue("id", out var id))
                ids.TryAdd(id, isScript ? scripts.Count - 1 : -1);
            if (tag.Name == "base" && tag.Attributes.TryGetValue("href", out var href))
                Base ??= href.Trim();
        }
    }

    /// <summary>Finds the scripts of a page.</summary>
    public static JsonLdScripts Find(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        return new JsonLdScripts(html);
    }

    /// <summary>The address that the page's <c>base</c> element gives, as it is written: relative to the page's own; null: it has none.</summary>
    public string? Base { get; }

    public int Count => scripts.Count;

    /// <summary>The text of one script, in the page's order.</summary>
    public string this[int index] => html[scripts[index].Start..scripts[index].End];

    /// <summary>The base IRI for the scripts of a page with the given address.</summary>
    /// <param name="pageIri">Absolute.</param>
    public string BaseIri(string pageIri) => Base is null ? pageIri : IriReference.Resolve(pageIri, Base);

    /// <summary>The script that an address with this fragment means, as a document.</summary>
    /// <exception cref="RdfException">The page has no element with that id, or it is something else; or the script is no JSON.</exception>
    public byte[] ById(string id) =>
        ids.GetValueOrDefault(id, -1) is >= 0 and var index
            ? Document(index)
            : throw JsonLdError.Create("loading document failed", $"the page has no JSON-LD script with the id '{id}'.");

    /// <summary>The page's first script, as a document; without one, a document that says nothing.</summary>
    /// <exception cref="RdfException">It is no JSON.</exception>
    public byte[] First() => scripts.Count == 0 ? "[]"u8.ToArray() : Document(0);

    /// <summary>All scripts as one document, in which a blank node's label means the same everywhere (<c>extractAllScripts</c>).</summary>
    /// <exception cref="RdfException">One of them is no JSON.</exception>
    public byte[] All()
    {
        using var all = new MemoryStream();
        all.Write("["u8);
        for (var i = 0; i < scripts.Count; i++)
        {
            if (i > 0)
                all.Write(","u8);
            all.Write(Document(i));
        }
        all.Write("]"u8);
        return all.ToArray();
    }

    /// <summary>Whether a script of this <c>type</c> is JSON-LD, whatever its profile.</summary>
    public static bool IsJsonLd(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.AsSpan(0, type.IndexOf(';') is >= 0 and var end ? end : type.Length).Trim().Equals("application/ld+json", StringComparison.OrdinalIgnoreCase);
    }

    private byte[] Document(int index)
    {
        var json = Encoding.UTF8.GetBytes(this[index]);
        try
        {
            using var parsed = JsonText.Parse(json, RdfReaderOptions.DepthLimit, place => PositionOf(index, json.AsSpan(0, place)));
            return json;
        }
        catch (RdfException error)
        {
            throw new RdfException(error.Line, error.Column, $"invalid script element: {error.Error.Message}", error);
        }
    }

    private (int Line, int Column) PositionOf(int index, ReadOnlySpan<byte> before)
    {
        var position = new TextPosition();
        position.Pass(Encoding.UTF8.GetBytes(html[..scripts[index].Start]));
        return position.Behind(before);
    }
}
