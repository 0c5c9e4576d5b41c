using System.Text;
using System.Xml;

namespace Harvester.Rdf.RdfXml;

/// <summary>
/// Keeps the content of <c>parseType="Literal"</c> as Exclusive XML Canonicalization 1.0 with comments (RDF 1.1 XML Syntax, section
/// 7.2.17): a namespace is declared where it is first visibly used.
/// </summary>
internal sealed class XmlLiteralWriter
{
    private const string XmlnsIri = "http://www.w3.org/2000/xmlns/";
    private readonly StringBuilder text = new();
    private readonly List<(string Prefix, string Iri)> rendered = [];
    private readonly Stack<(string Name, int Rendered)> open = [];

    public int Depth => open.Count;

    public override string ToString() => text.ToString();

    /// <summary>Writes the start of the element that the reader stands on; the reader is left on the element.</summary>
    public void Start(XmlReader reader)
    {
        open.Push((reader.Name, rendered.Count));
        text.Append('<').Append(reader.Name);
        var attributes = new List<(string Iri, string Local, string Prefix, string Name, string Value)>();
        var used = new SortedDictionary<string, string>(StringComparer.Ordinal) { [reader.Prefix] = reader.NamespaceURI };
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI == XmlnsIri)
                continue;
            attributes.Add((reader.NamespaceURI, reader.LocalName, reader.Prefix, reader.Name, reader.Value));
            if (reader.Prefix.Length > 0)
                used[reader.Prefix] = reader.NamespaceURI;
        }
        reader.MoveToElement();
        foreach (var (prefix, iri) in used)
            Declare(prefix, iri);
        foreach (var attribute in attributes.OrderBy(a => a.Iri, StringComparer.Ordinal).ThenBy(a => a.Local, StringComparer.Ordinal))
            AppendAttribute(attribute.Name, attribute.Value);
        text.Append('>');
    }

    public void End()
    {
        var (name, count) = open.Pop();
        rendered.RemoveRange(count, rendered.Count - count);
        text.Append("</").Append(name).Append('>');
    }

    public void Text(string value)
    {
        foreach (var character in value)
        {
            _ = character switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '\r' => text.Append("&#xD;"),
                _ => text.Append(character),
            };
        }
    }

    public void Comment(string value) => text.Append("<!--").Append(value).Append("-->");

    public void Instruction(string target, string value)
    {
        text.Append("<?").Append(target);
        if (value.Length > 0)
            text.Append(' ').Append(value);
        text.Append("?>");
    }

    private void Declare(string prefix, string iri)
    {
        if (prefix == "xml")
            return;
        var last = rendered.FindLastIndex(declaration => declaration.Prefix == prefix);
        if ((last < 0 ? "" : rendered[last].Iri) == iri)
            return;
        rendered.Add((prefix, iri));
        AppendAttribute(prefix.Length == 0 ? "xmlns" : "xmlns:" + prefix, iri);
    }

    private void AppendAttribute(string name, string value)
    {
        text.Append(' ').Append(name).Append("=\"");
        foreach (var character in value)
        {
            _ = character switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '"' => text.Append("&quot;"),
                '\t' => text.Append("&#x9;"),
                '\n' => text.Append("&#xA;"),
                '\r' => text.Append("&#xD;"),
                _ => text.Append(character),
            };
        }
        text.Append('"');
    }
}
