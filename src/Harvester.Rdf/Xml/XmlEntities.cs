using System.Text;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.Xml;

/// <summary>
/// The general entities that a document declares, and how much text they have given so far. Namespace entities (<c>&lt;!ENTITY xsd "http://..."&gt;</c>) give a few dozen
/// bytes a use, up to a few times what the document itself has; a bomb gives millions at once.
/// </summary>
internal sealed class XmlEntities
{
    /// <summary>What entities may give anyway, in bytes.</summary>
    public const int Allowance = 1024 * 1024;

    /// <summary>What they may give for each byte of the document.</summary>
    private const int Amplification = 4;

    private readonly Dictionary<byte[], XmlEntity> declared = new(Utf8Hash.Instance);
    private long given;

    /// <summary>The length of the document up to the present window, in bytes.</summary>
    public long Passed { get; set; }

    /// <summary>The first declaration of a name is the binding one (section 4.2).</summary>
    public void Declare(ReadOnlySpan<byte> name, XmlEntity entity) => declared.TryAdd(name.ToArray(), entity);

    public void Clear() => declared.Clear();

    /// <summary>The entity of this name, which is now open; whoever has read its text closes it again.</summary>
    /// <exception cref="XmlFault">There is none, it is external, it is open already, or there has been too much of it.</exception>
    public XmlEntity Open(ReadOnlySpan<byte> name, int offset)
    {
        if (!declared.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var entity))
            throw new XmlFault(offset, $"Found the reference '&{Encoding.UTF8.GetString(name)};', expected an entity that is declared.");
        if (entity.Unusable is not null)
            throw new XmlFault(offset, entity.Unusable);
        if (entity.IsOpen)
            throw new XmlFault(offset, $"Found the entity '&{Encoding.UTF8.GetString(name)};' within itself.");
        Count(entity.Text.Length, offset);
        entity.IsOpen = true;
        return entity;
    }

    /// <summary>Counts text that the document has only by its declarations.</summary>
    /// <exception cref="XmlFault">There has been too much of it.</exception>
    public void Count(int length, int offset)
    {
        given += length;
        if (given > Allowance + (Amplification * Passed))
            throw new XmlFault(offset, $"Found entities that give more than {Allowance} bytes and {Amplification} times what the document has.");
    }

    /// <summary>The character that one of the five predefined entities stands for (section 4.6), or 0.</summary>
    public static byte Predefined(ReadOnlySpan<byte> name) => name switch
    {
        [(byte)'l', (byte)'t'] => (byte)'<',
        [(byte)'g', (byte)'t'] => (byte)'>',
        [(byte)'a', (byte)'m', (byte)'p'] => (byte)'&',
        [(byte)'q', (byte)'u', (byte)'o', (byte)'t'] => (byte)'"',
        [(byte)'a', (byte)'p', (byte)'o', (byte)'s'] => (byte)'\'',
        _ => 0,
    };
}
