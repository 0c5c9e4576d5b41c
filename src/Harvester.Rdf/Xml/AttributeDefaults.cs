using Harvester.Rdf.Reading;

namespace Harvester.Rdf.Xml;

/// <summary>What the document type declaration says of the attributes of elements (XML 1.0, section 3.3).</summary>
internal sealed class AttributeDefaults
{
    private readonly Dictionary<byte[], Dictionary<byte[], DeclaredAttribute>> elements = new(Utf8Hash.Instance);

    public bool IsEmpty => elements.Count == 0;

    /// <summary>The first declaration of an attribute is the binding one.</summary>
    public void Declare(ReadOnlySpan<byte> element, DeclaredAttribute attribute)
    {
        if (!elements.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(element, out var named))
            elements.Add(element.ToArray(), named = new(Utf8Hash.Instance));
        named.TryAdd(attribute.Name, attribute);
    }

    public void Clear() => elements.Clear();

    /// <summary>The attributes that were declared for an element, by their names.</summary>
    public Dictionary<byte[], DeclaredAttribute>? Of(ReadOnlySpan<byte> element) =>
        elements.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(element, out var named) ? named : null;
}
