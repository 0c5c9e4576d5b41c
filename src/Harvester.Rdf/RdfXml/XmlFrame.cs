using Harvester.Rdf.Reading;
using Harvester.Rdf.Text;
using Harvester.Rdf.Xml;

namespace Harvester.Rdf.RdfXml;

/// <summary>An open element. Used again and again, one for each level of nesting.</summary>
internal sealed class XmlFrame
{
    private readonly TermSlot member = new();
    private readonly Utf8Buffer ownLanguage = new();
    private XmlName? name;

    public XmlFrameKind Kind { get; set; }

    /// <summary>The base IRI in scope (<c>xml:base</c>).</summary>
    public BaseIri Base { get; set; } = null!;

    /// <summary>The language in scope (<c>xml:lang</c>); null: none. The buffer belongs to the element that says so.</summary>
    public Utf8Buffer? Language { get; private set; }

    /// <summary>The subject: of a node element itself, of a property that of the triple it makes. Not set: refused.</summary>
    public TermSlot Subject { get; private set; } = null!;

    /// <summary>What a node element stands for, or <c>parseType="Resource"</c>, or the last item of a collection.</summary>
    public TermSlot Node { get; } = new();

    /// <summary>The IRI of the reified statement (<c>rdf:ID</c> on a property).</summary>
    public TermSlot Reification { get; } = new();

    /// <summary>The datatype of the property's literal, an IRI.</summary>
    public TermSlot Datatype { get; } = new();

    /// <summary>A datatype was given, but is unusable.</summary>
    public bool DatatypeRefused { get; set; }

    public bool HasObject { get; set; }

    /// <summary>An element in it was passed over: that it has no text then says nothing.</summary>
    public bool HasSkipped { get; set; }

    /// <summary>The last number that <c>rdf:li</c> took among the children.</summary>
    public int Members { get; set; }

    /// <summary>The text of a property so far.</summary>
    public Utf8Buffer Text { get; } = new();

    /// <summary>The predicate of a property; empty: refused.</summary>
    public ReadOnlySpan<byte> Predicate => name is null ? member.View.Value : name.Expanded;

    public void Begin(XmlFrameKind kind, BaseIri @base, Utf8Buffer? language)
    {
        (Kind, Base, Language) = (kind, @base, language);
        (DatatypeRefused, HasObject, HasSkipped, Members) = (false, false, false, 0);
        Subject = Node;
        Node.Clear();
        Reification.Clear();
        Datatype.Clear();
        Text.Clear();
    }

    /// <summary>Makes the element a property of a subject.</summary>
    public void BeginProperty(TermSlot subject, XmlName predicate)
    {
        Subject = subject;
        name = predicate;
    }

    /// <summary>Makes the element a property of a subject, by a predicate that its name does not say; not at all: refused.</summary>
    public void BeginProperty(TermSlot subject, ReadOnlySpan<byte> predicate)
    {
        Subject = subject;
        name = null;
        if (predicate.IsEmpty)
            member.Clear();
        else
            member.SetIri(predicate);
    }

    /// <summary>Empty: none.</summary>
    public void SetLanguage(ReadOnlySpan<byte> tag)
    {
        Language = null;
        if (tag.IsEmpty)
            return;
        ownLanguage.Clear();
        ownLanguage.Write(tag);
        Language = ownLanguage;
    }
}
