namespace Harvester.Rdf.Xml;

/// <summary>No element has two attributes of one name, nor of one namespace and local name (Namespaces in XML 1.0, section 6.3).</summary>
internal sealed class AttributeUniqueness
{
    // Fewer are compared with each other, by numbers; more by a table.
    private const int Few = 12;
    private int[] table = [];

    /// <summary>The index of the first attribute that there is already, or -1.</summary>
    public int IndexOfDouble(ReadOnlySpan<XmlAttribute> attributes)
    {
        if (attributes.Length > Few)
            return InTable(attributes);
        for (var i = 1; i < attributes.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (attributes[i].Name.IsSame(attributes[j].Name))
                    return i;
            }
        }
        return -1;
    }

    private int InTable(ReadOnlySpan<XmlAttribute> attributes)
    {
        var size = 32;
        while (size < attributes.Length * 2)
            size *= 2;
        if (table.Length < size)
            table = new int[size];
        var places = table.AsSpan(0, size);
        places.Clear();
        for (var i = 0; i < attributes.Length; i++)
        {
            var place = attributes[i].Name.Hash & (size - 1);
            for (; places[place] > 0; place = (place + 1) & (size - 1))
            {
                if (attributes[i].Name.IsSame(attributes[places[place] - 1].Name))
                    return i;
            }
            places[place] = i + 1;
        }
        return -1;
    }
}
