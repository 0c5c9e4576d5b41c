using System.Buffers.Text;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.RdfXml;

/// <summary>Makes the triples of properties: with their reification (RDF 1.1 XML Syntax, section 7.3), as members of containers (section 7.4) and of collections (section 7.2.19).</summary>
internal sealed class PropertyEmitter(StatementSink sink)
{
    private readonly byte[] member = [.. Utf8Names.Rdf, (byte)'_', .. new byte[20]];
    private readonly TermSlot fresh = new();

    /// <summary>Text without a datatype, in the language in scope.</summary>
    public static TermView Plain(ReadOnlySpan<byte> text, XmlFrame scope) =>
        scope.Language is { } language ? TermView.LanguageString(text, language.Written) : TermView.Literal(text);

    /// <summary>The predicate that a number of <c>rdf:li</c> stands for; good until the next one.</summary>
    public ReadOnlySpan<byte> Member(int number)
    {
        var begin = Utf8Names.Rdf.Length + 1;
        Utf8Formatter.TryFormat(number, member.AsSpan(begin), out var length);
        return member.AsSpan(0, begin + length);
    }

    /// <summary>Adds a triple, unless one of its terms was refused.</summary>
    /// <param name="predicate">Empty: refused.</param>
    public void Emit(TermSlot subject, ReadOnlySpan<byte> predicate, in TermView @object, bool hasObject)
    {
        if (subject.IsSet && !predicate.IsEmpty && hasObject)
            sink.Add(new StatementView(subject.View, TermView.Iri(predicate), @object));
        else
            sink.Drop(subject.ToTerm(), predicate.IsEmpty ? null : TermView.Iri(predicate).ToTerm());
    }

    /// <summary>Gives a property its value, a node.</summary>
    public void AddObject(XmlFrame property, TermSlot value) => AddObject(property, value.View, value.IsSet);

    /// <summary>Gives a property its value.</summary>
    public void AddObject(XmlFrame property, in TermView value, bool hasValue)
    {
        property.HasObject = true;
        Emit(property.Subject, property.Predicate, value, hasValue);
        var statement = property.Reification;
        if (!statement.IsSet || !property.Subject.IsSet || property.Predicate.IsEmpty || !hasValue)
            return;
        Emit(statement, Utf8Names.Type, TermView.Iri(RdfVocabulary.Statement), true);
        Emit(statement, RdfVocabulary.Subject, property.Subject.View, true);
        Emit(statement, RdfVocabulary.Predicate, TermView.Iri(property.Predicate), true);
        Emit(statement, RdfVocabulary.Object, value, true);
    }

    /// <summary>Gives a property the text in it as its value.</summary>
    public void AddLiteral(XmlFrame property)
    {
        var text = property.Text.Written;
        if (property.Datatype.IsSet)
            AddObject(property, TermView.Literal(text, property.Datatype.View.Value), true);
        else
            AddObject(property, Plain(text, property), !property.DatatypeRefused);
    }

    /// <summary>Adds an item to a collection.</summary>
    public void AddItem(XmlFrame collection, TermSlot item)
    {
        fresh.Set(sink.FreshBlankView());
        if (collection.HasObject)
            Emit(collection.Node, Utf8Names.Rest, fresh.View, true);
        else
            AddObject(collection, fresh);
        collection.Node.Set(fresh);
        Emit(fresh, Utf8Names.First, item.View, item.IsSet);
    }

    public void EndCollection(XmlFrame collection)
    {
        if (collection.HasObject)
            Emit(collection.Node, Utf8Names.Rest, TermView.Iri(Utf8Names.Nil), true);
        else
            AddObject(collection, TermView.Iri(Utf8Names.Nil), true);
    }
}
