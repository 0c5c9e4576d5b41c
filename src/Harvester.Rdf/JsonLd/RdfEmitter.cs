using System.Text;
using System.Text.Json;
using Harvester.Rdf.Reading;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.JsonLd;

/// <summary>
/// Deserialization to RDF (JSON-LD 1.1 API, section 8), straight from expanded form: the node map of section 7.2 would only bring
/// together what a set of statements brings together anyway.
/// </summary>
/// <param name="sink">Takes the statements; one may come twice.</param>
/// <param name="direction">What becomes of a base direction.</param>
/// <param name="generalized">Whether a blank node may be a predicate (section 9.3, <c>produceGeneralizedRdf</c>).</param>
internal sealed class RdfEmitter(StatementSink sink, RdfDirection direction, bool generalized)
{
    private const string I18n = "https://www.w3.org/ns/i18n#";

    /// <summary>Emits the statements of a node; those of unusable subjects, predicates and graph names are dropped.</summary>
    /// <returns>The node; null: its identifier is unusable.</returns>
    public Term? Emit(Expanded node) => EmitNode(node, null, drop: false);

    /// <summary>Emits the statements of a node in a named graph; null: in one whose name is unusable, which drops them.</summary>
    public void EmitWithin(Expanded node, Term? graph) => EmitNode(node, graph, drop: graph is null);

    /// <summary>Emits one value of a property, and the nodes within it.</summary>
    public void EmitValue(Term? subject, string property, Expanded value)
    {
        var predicate = Predicate(property);
        Add(subject, predicate, EmitObject(value, null, drop: predicate is null || subject is null), null, drop: false);
    }

    private Term? Predicate(string property) =>
        Keywords.IsWellFormedIri(property) ? Term.Iri(property)
        : generalized && Keywords.IsBlank(property) ? Node(property)
        : null;

    private Term? EmitNode(Expanded node, Term? graph, bool drop)
    {
        var subject = node.HasId ? Node(node.Id) : sink.FreshBlank();
        foreach (var type in node.Types ?? [])
            Add(subject, Names.Type, Node(type), graph, drop);
        foreach (var (property, values) in node.Properties ?? [])
        {
            var predicate = Predicate(property);
            foreach (var value in values)
                Add(subject, predicate, EmitObject(value, graph, drop || predicate is null || subject is null), graph, drop);
        }
        foreach (var (property, subjects) in node.Reverse ?? [])
        {
            var predicate = Predicate(property);
            foreach (var other in subjects)
                Add(EmitNode(other, graph, drop), predicate, subject, graph, drop);
        }
        foreach (var included in node.Included ?? [])
            EmitNode(included, graph, drop);
        foreach (var inner in node.Graph ?? [])
            EmitNode(inner, subject, drop: subject is null);
        return subject;
    }

    // Auxiliary statements, of lists say, are dropped with the statement they belong to; nodes stand for themselves.
    private Term? EmitObject(Expanded value, Term? graph, bool drop)
    {
        if (value.List is { } items)
            return EmitList(items, graph, drop);
        return value.Value is { } json ? Literal(value, json, graph, drop) : EmitNode(value, graph, drop: false);
    }

    // Section 8.4.
    private Term EmitList(List<Expanded> items, Term? graph, bool drop)
    {
        Term? head = null, last = null;
        foreach (var item in items)
        {
            var cell = sink.FreshBlank();
            if (last is not null)
                Add(last, Names.Rest, cell, graph, drop);
            head ??= cell;
            last = cell;
            Add(cell, Names.First, EmitObject(item, graph, drop), graph, drop);
        }
        if (last is not null)
            Add(last, Names.Rest, Names.Nil, graph, drop);
        return head ?? Names.Nil;
    }

    // Section 8.2.
    private Term? Literal(Expanded value, JsonElement json, Term? graph, bool drop)
    {
        if (value.IsJson)
            return Term.Literal(CanonicalJson.Write(json), Names.RdfJson);
        var type = value.Types is [var given, ..] ? given : null;
        var language = value.Language;
        if (language is not null && !Keywords.IsWellFormedLanguage(language) && sink.Lenient)
        {
            sink.Refuse(0, 0, $"Found the language tag '{language}', which is none; the text was kept without it.", isTerm: true);
            language = null;
        }

        if ((type is not null && !Keywords.IsWellFormedIri(type)) || (language is not null && !Keywords.IsWellFormedLanguage(language)))
        {
            if (sink.Lenient)
                sink.Refuse(0, 0, $"Found the datatype '{type}', expected an absolute IRI.", isTerm: true);
            return null;
        }

        switch (json.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return Term.Literal(json.ValueKind == JsonValueKind.True ? "true" : "false", type ?? Names.XsdBoolean);
            case JsonValueKind.Number:
                var isDouble = type == Names.XsdDouble || !JsonNumber.IsInteger(json);
                return Term.Literal(
                    isDouble ? JsonNumber.AsDouble(json) : JsonNumber.AsInteger(json),
                    type ?? (isDouble ? Names.XsdDouble : Names.XsdInteger));
        }
        var text = json.GetString()!;
        return value.Direction is null || direction == RdfDirection.Dropped
            ? Term.Literal(text, type, language)
            : Directed(value, text, graph, drop);
    }

    private Term Directed(Expanded value, string text, Term? graph, bool drop)
    {
        var language = value.Language?.ToLowerInvariant();
        if (direction == RdfDirection.I18nDatatype)
            return Term.Literal(text, $"{I18n}{language}_{value.Direction}");
        var literal = sink.FreshBlank();
        Add(literal, Names.Value, Term.Literal(text), graph, drop);
        if (language is not null)
            Add(literal, Names.Language, Term.Literal(language), graph, drop);
        Add(literal, Names.Direction, Term.Literal(value.Direction!), graph, drop);
        return literal;
    }

    /// <summary>The lenient reading escapes what an IRI cannot have, and tells what it cannot use.</summary>
    private Term? Node(string? id)
    {
        if (id is null)
            return null;
        if (Keywords.IsBlank(id))
            return NameCharacters.IsLabel(id[2..]) ? StatementSink.LabelledBlank(id[2..]) : null;
        if (Keywords.IsWellFormedIri(id))
            return Term.Iri(id);
        if (!sink.Lenient)
            return null;
        var escaped = IriReference.Escape(id);
        if (Keywords.IsWellFormedIri(escaped))
        {
            sink.MendIri(0, 0, Iris.Escaped(Encoding.UTF8.GetBytes(id), IriReference.IndexOfIllegal(id)));
            return Term.Iri(escaped);
        }
        sink.Refuse(0, 0, $"Found '{id}', expected an absolute IRI.", isTerm: true);
        return null;
    }

    private void Add(Term? subject, Term? predicate, Term? @object, Term? graph, bool drop)
    {
        if (!drop)
            sink.Add(subject, predicate, @object, graph); // which tells of one that lacks a term
    }
}
