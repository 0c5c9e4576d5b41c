using System.Xml;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.RdfXml;

/// <summary>Makes terms of attribute values (RDF 1.1 XML Syntax, sections 5.3 and 7.2.22 to 7.2.33). Null: refused, and reported.</summary>
internal sealed class XmlTerms(XmlReader xml, StatementSink sink)
{
    private readonly HashSet<string> ids = [];

    /// <summary>An IRI reference. The lenient reading trims it and escapes what an IRI cannot have.</summary>
    public Term? Iri(XmlFrame scope, string reference)
    {
        if (sink.Lenient)
            reference = reference.Trim();
        if (IriReference.IndexOfIllegal(reference) is >= 0 and var index)
        {
            if (!sink.Lenient || reference.AsSpan().ContainsAny('<', '>'))
                return Refuse($"Found '{reference[index]}' in the IRI '{reference}', where it must be percent-encoded.");
            reference = IriReference.Escape(reference);
        }
        return Term.Iri(IriReference.ResolveWithin(scope.BaseIri, reference));
    }

    /// <summary>The IRI that a namespace and a local name make together (section 6.1.2); the namespace is not resolved.</summary>
    public Term? Name(string iri) =>
        IriReference.IsAbsolute(iri) && IriReference.IndexOfIllegal(iri) < 0
            ? Term.Iri(iri)
            : Refuse($"Found the name '{iri}', expected an absolute IRI.");

    /// <summary><c>rdf:ID</c>: a fragment, used once in a document for each base.</summary>
    public Term? Id(XmlFrame scope, string id)
    {
        if (!IsName(id))
            return Refuse($"Found rdf:ID=\"{id}\", expected an XML name without colon.");
        var iri = IriReference.ResolveWithin(scope.BaseIri, "#" + id);
        return ids.Add(iri) ? Term.Iri(iri) : Refuse($"Found rdf:ID=\"{id}\" a second time.");
    }

    /// <summary><c>rdf:nodeID</c>.</summary>
    public Term? Blank(string label) =>
        IsName(label) ? StatementSink.LabelledBlank(label) : Refuse($"Found rdf:nodeID=\"{label}\", expected an XML name without colon.");

    private Term? Refuse(string message)
    {
        var position = (IXmlLineInfo)xml;
        sink.Refuse(position.LineNumber, position.LinePosition, message, isTerm: true);
        return null;
    }

    private static bool IsName(string value)
    {
        if (value.Length == 0 || !XmlConvert.IsStartNCNameChar(value[0]))
            return false;
        foreach (var character in value)
        {
            if (!XmlConvert.IsNCNameChar(character))
                return false;
        }
        return true;
    }
}
