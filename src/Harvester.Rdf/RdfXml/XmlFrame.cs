using System.Text;

namespace Harvester.Rdf.RdfXml;

/// <summary>An open element.</summary>
internal sealed class XmlFrame(XmlFrameKind kind, string baseIri, string? language)
{
    private StringBuilder? text;

    public XmlFrameKind Kind { get; set; } = kind;

    /// <summary>The base IRI in scope (<c>xml:base</c>).</summary>
    public string BaseIri { get; } = baseIri;

    /// <summary>The language in scope (<c>xml:lang</c>).</summary>
    public string? Language { get; } = language;

    /// <summary>The subject: of a node element itself, of a property that of the triple it makes. Null: refused.</summary>
    public Term? Subject { get; set; }

    public Term? Predicate { get; set; }

    /// <summary>The node that <c>parseType="Resource"</c> or the last item of a collection stands for.</summary>
    public Term? Inner { get; set; }

    /// <summary>The first node of a collection.</summary>
    public Term? Head { get; set; }

    /// <summary>The IRI of the reified statement (<c>rdf:ID</c> on a property).</summary>
    public Term? Reification { get; set; }

    public string? Datatype { get; set; }

    /// <summary>The datatype was given but is unusable.</summary>
    public bool DatatypeRefused { get; set; }

    public bool HasObject { get; set; }

    /// <summary>An element in it was passed over: that it has no text then says nothing.</summary>
    public bool HasSkipped { get; set; }

    /// <summary>The last number that <c>rdf:li</c> took among the children.</summary>
    public int Members { get; set; }

    public XmlLiteralWriter? Literal { get; set; }

    public string Text => text?.ToString() ?? "";

    public void AddText(string value) => (text ??= new StringBuilder()).Append(value);
}
