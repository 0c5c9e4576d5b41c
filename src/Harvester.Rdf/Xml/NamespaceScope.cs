using System.Text;

namespace Harvester.Rdf.Xml;

/// <summary>What names mean at the present place of a document (Namespaces in XML 1.0).</summary>
internal sealed class NamespaceScope
{
    private readonly NamespaceBindings bindings = new();
    private readonly XmlNames elements;
    private readonly XmlNames attributes;
    private int last;

    public NamespaceScope()
    {
        elements = new XmlNames(bindings, takesDefault: true);
        attributes = new XmlNames(bindings, takesDefault: false);
        bindings.TryDeclare("xml"u8, XmlIri, 0);
    }

    public static ReadOnlySpan<byte> XmlIri => "http://www.w3.org/XML/1998/namespace"u8;

    private static ReadOnlySpan<byte> XmlnsIri => "http://www.w3.org/2000/xmlns/"u8;

    /// <summary>Changes with what the prefixes mean, and comes back with it.</summary>
    public int Number { get; private set; }

    public int Bindings => bindings.Count;

    /// <summary>Of all declarations in scope, in bytes.</summary>
    public long Length => bindings.Length;

    /// <summary>Declares a prefix, or the default namespace (empty).</summary>
    /// <exception cref="XmlFault">Sections 3, 5 and 6.3 do not allow it.</exception>
    public void Declare(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> iri, int from, int offset)
    {
        if (prefix.SequenceEqual("xml"u8) != iri.SequenceEqual(XmlIri) || prefix.SequenceEqual("xmlns"u8) || iri.SequenceEqual(XmlnsIri))
            throw new XmlFault(offset, $"Found the declaration of the prefix '{Encoding.UTF8.GetString(prefix)}' as '{Encoding.UTF8.GetString(iri)}', which is reserved.");
        if (prefix.Length > 0 && !XmlCharacters.IsPlainName(prefix))
            throw new XmlFault(offset, $"Found the declaration of '{Encoding.UTF8.GetString(prefix)}', expected a prefix.");
        if (prefix.Length > 0 && iri.IsEmpty)
            throw new XmlFault(offset, $"Found the prefix '{Encoding.UTF8.GetString(prefix)}' declared as nothing, expected an IRI.");
        if (!bindings.TryDeclare(prefix, iri, from))
            throw new XmlFault(offset, $"Found the declaration of the prefix '{Encoding.UTF8.GetString(prefix)}' a second time.");
        Number = ++last;
    }

    /// <summary>Goes back to what was in scope before.</summary>
    public void Return(int number, int count)
    {
        if (Number == number)
            return;
        bindings.RemoveTo(count);
        Number = number;
    }

    public XmlName ElementName(ReadOnlySpan<byte> qualified, int offset) => elements.Get(qualified, Number, offset);

    public XmlName AttributeName(ReadOnlySpan<byte> qualified, int offset) => attributes.Get(qualified, Number, offset);
}
