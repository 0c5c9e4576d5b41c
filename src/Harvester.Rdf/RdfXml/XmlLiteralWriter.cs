using Harvester.Rdf.Text;
using Harvester.Rdf.Xml;

namespace Harvester.Rdf.RdfXml;

/// <summary>
/// Keeps the content of <c>parseType="Literal"</c> as Exclusive XML Canonicalization 1.0 with comments (RDF 1.1 XML Syntax, section
/// 7.2.17): a namespace is declared where it is first visibly used.
/// </summary>
internal sealed class XmlLiteralWriter
{
    private readonly Utf8Buffer text = new();
    private readonly List<int> order = [];
    private readonly Stack<int> open = [];

    /// <summary>The declarations that have been written and are in scope.</summary>
    private NamespaceBindings rendered = new();

    /// <summary>How many elements are open.</summary>
    public int Depth => open.Count;

    /// <summary>What has been written so far.</summary>
    public ReadOnlySpan<byte> Written => text.Written;

    public void Clear()
    {
        text.Clear();
        open.Clear();
        rendered = new NamespaceBindings();
    }

    /// <summary>Writes the start tag that was read last.</summary>
    public void Start(scoped in XmlTokenizer xml)
    {
        open.Push(rendered.Count);
        text.Write((byte)'<');
        text.Write(xml.Name.Qualified);
        Sort(xml);
        Declare(xml);
        foreach (var index in order)
            WriteAttribute(xml.AttributeName(index).Qualified, default, xml.AttributeValue(index));
        text.Write((byte)'>');
    }

    public void End(XmlName name)
    {
        rendered.RemoveTo(open.Pop());
        text.Write("</"u8);
        text.Write(name.Qualified);
        text.Write((byte)'>');
    }

    public void Text(ReadOnlySpan<byte> value) => XmlEscapes.WriteText(text, value);

    public void Comment(ReadOnlySpan<byte> value)
    {
        text.Write("<!--"u8);
        text.Write(value);
        text.Write("-->"u8);
    }

    public void Instruction(ReadOnlySpan<byte> target, ReadOnlySpan<byte> value)
    {
        text.Write("<?"u8);
        text.Write(target);
        if (value.Length > 0)
        {
            text.Write((byte)' ');
            text.Write(value);
        }
        text.Write("?>"u8);
    }

    // Attributes go by namespace, then by local name.
    private void Sort(scoped in XmlTokenizer xml)
    {
        order.Clear();
        if (xml.AttributeCount == 0)
            return;
        var names = new XmlName[xml.AttributeCount];
        for (var index = 0; index < names.Length; index++)
        {
            names[index] = xml.AttributeName(index);
            order.Add(index);
        }
        order.Sort((x, y) => Compare(names[x], names[y]));

        static int Compare(XmlName x, XmlName y) =>
            x.Namespace.AsSpan().SequenceCompareTo(y.Namespace) is not 0 and var spaces ? spaces : x.Local.SequenceCompareTo(y.Local);
    }

    // Declarations go by prefix.
    private void Declare(scoped in XmlTokenizer xml)
    {
        if (order.Count == 0)
        {
            Declare(xml.Name);
            return;
        }
        List<XmlName> used = [xml.Name];
        foreach (var index in order)
        {
            if (!xml.AttributeName(index).Prefix.IsEmpty)
                used.Add(xml.AttributeName(index));
        }
        used.Sort((x, y) => x.Prefix.SequenceCompareTo(y.Prefix));
        foreach (var name in used)
            Declare(name);
    }

    private void Declare(XmlName name)
    {
        if (name.Prefix.SequenceEqual("xml"u8) || (rendered.Find(name.Prefix) ?? []).AsSpan().SequenceEqual(name.Namespace))
            return;
        rendered.TryDeclare(name.Prefix, name.Namespace, rendered.Count);
        WriteAttribute(name.Prefix.IsEmpty ? "xmlns"u8 : "xmlns:"u8, name.Prefix, name.Namespace);
    }

    private void WriteAttribute(ReadOnlySpan<byte> name, ReadOnlySpan<byte> rest, ReadOnlySpan<byte> value)
    {
        text.Write((byte)' ');
        text.Write(name);
        text.Write(rest);
        text.Write("=\""u8);
        XmlEscapes.WriteCanonicalAttribute(text, value);
        text.Write((byte)'"');
    }
}
