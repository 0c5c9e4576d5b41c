using System.Text;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.Xml;

/// <summary>
/// The names of elements, or of attributes. A document uses few of them again and again, so those that were seen last are kept, checked and resolved: a number of
/// ways for each value of a short hash, so that two names in use do not push each other out.
/// </summary>
/// <param name="namespaces">What the prefixes mean.</param>
/// <param name="takesDefault">Whether names without prefix are in the default namespace: those of elements are (Namespaces in XML 1.0, section 6.2).</param>
internal sealed class XmlNames(NamespaceBindings namespaces, bool takesDefault)
{
    private const int Sets = 512;
    private const int Ways = 4;
    private const int LongestKept = 256;
    private readonly XmlName?[] kept = new XmlName?[Sets * Ways];
    private int next;

    /// <summary>The name in the present scope.</summary>
    /// <param name="scope">The number of the scope: as long as it is the same, so is what the prefixes mean.</param>
    /// <exception cref="XmlFault">It is no qualified name, or its prefix is not declared.</exception>
    public XmlName Get(ReadOnlySpan<byte> qualified, int scope, int offset)
    {
        var first = (Utf8Hash.Of(qualified) & (Sets - 1)) * Ways;
        for (var way = 0; way < Ways; way++)
        {
            if (kept[first + way] is not { } name || !qualified.SequenceEqual(name.Qualified))
                continue;
            if (name.Scope == scope)
                return name;
            var space = Resolve(qualified, name.Prefix, offset);
            if (!space.AsSpan().SequenceEqual(name.Namespace))
                return kept[first + way] = new XmlName(qualified.ToArray(), space) { Scope = scope };
            name.Scope = scope;
            return name;
        }
        if (!XmlCharacters.IsQualifiedName(qualified))
            throw new XmlFault(offset, $"Found '{Encoding.UTF8.GetString(qualified)}', expected a name.");
        var made = new XmlName(qualified.ToArray(), Resolve(qualified, qualified[..Math.Max(qualified.IndexOf((byte)':'), 0)], offset)) { Scope = scope };
        if (qualified.Length <= LongestKept && made.Namespace.Length <= LongestKept)
            kept[first + (next++ & (Ways - 1))] = made;
        return made;
    }

    private byte[] Resolve(ReadOnlySpan<byte> qualified, ReadOnlySpan<byte> prefix, int offset)
    {
        if (prefix.IsEmpty && !takesDefault)
            return [];
        return namespaces.Find(prefix) ?? (prefix.IsEmpty
            ? []
            : throw new XmlFault(offset, $"Found the prefix of '{Encoding.UTF8.GetString(qualified)}', expected one that is declared."));
    }
}
