using System.Text.Json;
using System.Text.Unicode;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>
/// Expansion and deserialization to RDF (JSON-LD 1.1 API, sections 5.1 and 8) in one go, straight from the tokens, for one element of a long array at a
/// time, as long as it has what catalogues usually have: nodes within nodes, values with a type or a language, prefixes and coercions. Nothing is
/// delivered before the element has ended; where it has anything else, nothing is.
/// </summary>
internal sealed class ElementInterpreter
{
    // Keys of one object are compared one by one.
    private const int MostKeys = 128;
    private readonly StatementSink sink;
    private readonly TermTable terms;
    private readonly TermSlot graph;
    private readonly PendingTerm? subject;
    private readonly Member? property;
    private readonly JsonReaderOptions options;
    private readonly ValueInterpreter values;
    private readonly Scratch scratch = new();
    private Level[] levels = new Level[16];
    private int depth;
    private PendingTerm[] nodes = new PendingTerm[16];
    private int nodeCount;
    private PendingStatement[] statements = new PendingStatement[64];
    private int statementCount;
    private int[] keys = new int[64];
    private int keyCount;

    /// <param name="sink">Takes the statements.</param>
    /// <param name="terms">The active context.</param>
    /// <param name="target">What the elements are to the document.</param>
    /// <param name="maxDepth">The deepest nesting within an element.</param>
    public ElementInterpreter(StatementSink sink, TermTable terms, ElementTarget target, int maxDepth)
    {
        this.sink = sink;
        this.terms = terms;
        (graph, subject, property) = (target.Graph, target.Subject, target.Property);
        options = new JsonReaderOptions { MaxDepth = maxDepth };
        values = new ValueInterpreter(terms, scratch);
    }

    /// <summary>Reads the element that the bytes begin with.</summary>
    /// <param name="json">Begins with the element.</param>
    /// <param name="isLast">Whether nothing follows the bytes.</param>
    /// <param name="length">The element's length, if <see cref="Outcome.Done"/>.</param>
    public Outcome Read(ReadOnlySpan<byte> json, bool isLast, out int length)
    {
        var reader = new Utf8JsonReader(json, isLast, new JsonReaderState(options));
        length = 0;
        Begin();
        try
        {
            do
            {
                if (!reader.Read())
                    return Outcome.Unfinished;
                if (!Accept(ref reader, json, out var isUnfinished))
                    return isUnfinished ? Outcome.Unfinished : Outcome.Complex;
            }
            while (depth > 1);
        }
        catch (JsonException)
        {
            return Outcome.Complex; // which finds out what it is
        }
        length = (int)reader.BytesConsumed;
        if (!Utf8.IsValid(json[..length]))
            return Outcome.Complex;
        Deliver(json);
        return Outcome.Done;
    }

    private void Begin()
    {
        terms.Trim();
        scratch.Reset();
        (nodeCount, statementCount, keyCount, depth) = (0, 0, 0, 1);
        if (subject is { } given)
            nodes[nodeCount++] = given;
        levels[0] = new Level { IsArray = true, Owner = 0, Property = property };
    }

    private void Deliver(ReadOnlySpan<byte> json)
    {
        for (var i = 0; i < statementCount; i++)
        {
            ref var statement = ref statements[i];
            ref var @object = ref statement.ObjectNode < 0 ? ref statement.Object : ref nodes[statement.ObjectNode];
            sink.Add(new StatementView(nodes[statement.Subject].View(json), TermView.Iri(statement.Predicate), @object.View(json), graph.View));
        }
    }

    // False: complex, or unfinished.
    private bool Accept(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, out bool isUnfinished)
    {
        isUnfinished = false;
        ref var level = ref levels[depth - 1];
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                return BeginMember(ref reader, ref level, out isUnfinished);
            case JsonTokenType.StartObject:
                OpenObject(level.IsArray ? level.Owner : level.Node, level.IsArray ? level.Property : level.Current);
                return true;
            case JsonTokenType.EndObject:
                return CloseObject(ref level, json);
            case JsonTokenType.StartArray:
                level.HasArray = true;
                Open() = level.IsArray
                    ? new Level { IsArray = true, Owner = level.Owner, Property = level.Property }
                    : new Level { IsArray = true, Owner = level.Node, Property = level.Current };
                return true;
            case JsonTokenType.EndArray:
                depth--;
                return true;
            default:
                return level.IsArray ? AddScalar(ref reader, json, level.Owner, level.Property) : AddScalar(ref reader, json, level.Node, level.Current);
        }
    }

    private bool BeginMember(ref Utf8JsonReader reader, ref Level level, out bool isUnfinished)
    {
        isUnfinished = false;
        if (reader.ValueIsEscaped)
            return false;
        var member = terms.Member(reader.ValueSpan);
        if (member.Kind == MemberKind.Complex || !AddKey(member, level.FirstKey))
            return false;
        level.Current = member;
        if (member.Kind == MemberKind.Property)
            return true;
        isUnfinished = !reader.Read();
        return !isUnfinished && member.Kind switch
        {
            MemberKind.Id => SetId(ref reader, ref level),
            MemberKind.Type => AddTypes(ref reader, ref level, out isUnfinished),
            MemberKind.Value => SetValue(ref reader, ref level),
            MemberKind.Language => reader.TokenType == JsonTokenType.String && level.Language is null && !reader.ValueIsEscaped
                && (level.Language = terms.Language(reader.ValueSpan)) is not null,
            _ => reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)
                && !(reader.TokenType == JsonTokenType.String && ValueInterpreter.HasLoneSurrogate(ref reader)),
        };
    }

    // Entries of an object are unique (JSON-LD 1.1 section 10).
    private bool AddKey(Member member, int first)
    {
        var own = keys.AsSpan(first, keyCount - first);
        if (own.Length == MostKeys || own.Contains(member.Number))
            return false;
        if (keyCount == keys.Length)
            Array.Resize(ref keys, keyCount * 2);
        keys[keyCount++] = member.Number;
        return true;
    }

    private bool SetId(ref Utf8JsonReader reader, ref Level level)
    {
        if (level.HasId)
            return false;
        level.HasId = true;
        return reader.TokenType == JsonTokenType.String && values.TryNode(ref reader, out nodes[level.Node]);
    }

    private bool AddTypes(ref Utf8JsonReader reader, ref Level level, out bool isUnfinished)
    {
        isUnfinished = false;
        if (level.HasType)
            return false;
        level.HasType = true;
        if (reader.TokenType == JsonTokenType.String)
            return AddType(ref reader, level.Node, out level.Type);
        if (reader.TokenType != JsonTokenType.StartArray)
            return false;
        while (true)
        {
            isUnfinished = !reader.Read();
            if (isUnfinished)
                return false;
            if (reader.TokenType == JsonTokenType.EndArray)
                return true;
            if (reader.TokenType != JsonTokenType.String || !AddType(ref reader, level.Node, out _))
                return false;
        }
    }

    private bool AddType(ref Utf8JsonReader reader, int node, out byte[]? type)
    {
        type = reader.ValueIsEscaped ? null : terms.Vocabulary(reader.ValueSpan);
        if (type is null)
            return false;
        AddStatement(node, ValueInterpreter.Type) = new PendingTerm { Kind = TermKind.Iri, Buffer = type, Length = type.Length };
        return true;
    }

    private bool SetValue(ref Utf8JsonReader reader, ref Level level)
    {
        // The type and the language may come later, so that numbers are left as they are.
        if (level.ValueKind != JsonTokenType.None || level.Property is null)
            return false;
        level.ValueKind = reader.TokenType;
        return reader.TokenType switch
        {
            JsonTokenType.String => values.TryText(ref reader, out level.Value),
            JsonTokenType.True or JsonTokenType.False or JsonTokenType.Number => SetPlace(ref reader, out level.Value),
            _ => false,
        };
    }

    private static bool SetPlace(ref Utf8JsonReader reader, out PendingTerm place)
    {
        place = new PendingTerm { Kind = TermKind.Literal, Start = (int)reader.TokenStartIndex, Length = reader.ValueSpan.Length };
        return true;
    }

    private ref Level Open()
    {
        if (depth == levels.Length)
            Array.Resize(ref levels, depth * 2);
        return ref levels[depth++];
    }

    private void OpenObject(int owner, Member? property)
    {
        if (nodeCount == nodes.Length)
            Array.Resize(ref nodes, nodeCount * 2);
        nodes[nodeCount] = default;
        Open() = new Level { Owner = owner, Property = property, Node = nodeCount++, FirstStatement = statementCount, FirstKey = keyCount };
    }

    private bool CloseObject(ref Level level, ReadOnlySpan<byte> json)
    {
        depth--;
        keyCount = level.FirstKey;
        if (level.ValueKind != JsonTokenType.None)
            return CloseValue(ref level, json);
        if (level.Language is not null)
            return false;
        if (!level.HasId)
            nodes[level.Node] = values.Fresh(sink);
        if (level.Property is not null)
        {
            AddStatement(level.Owner, level.Property.Predicate) = default;
            statements[statementCount - 1].ObjectNode = level.Node;
        }
        return true;
    }

    // What was taken for the type of a node is that of a value.
    private bool CloseValue(ref Level level, ReadOnlySpan<byte> json)
    {
        var types = level.HasType ? 1 : 0;
        if (level.HasId || level.HasArray || nodeCount != level.Node + 1 || statementCount != level.FirstStatement + types || (level.HasType && level.Type is null))
            return false;
        if (level.Language is not null && (level.HasType || level.ValueKind != JsonTokenType.String))
            return false;
        (nodeCount, statementCount) = (level.Node, level.FirstStatement);
        if (!values.TryLiteral(json, ref level.Value, level.ValueKind, level.Type, level.Language))
            return false;
        AddStatement(level.Owner, level.Property!.Predicate) = level.Value;
        return true;
    }

    private bool AddScalar(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, int owner, Member? property)
    {
        // Among top-level nodes it says nothing.
        if (property is null)
            return reader.TokenType != JsonTokenType.String || !ValueInterpreter.HasLoneSurrogate(ref reader);
        if (reader.TokenType == JsonTokenType.Null)
            return true;
        PendingTerm term;
        if (reader.TokenType != JsonTokenType.String)
        {
            SetPlace(ref reader, out term);
            if (!values.TryLiteral(json, ref term, reader.TokenType, property.Datatype, null))
                return false;
        }
        else if (property.Coercion == Coercion.Id)
        {
            if (!values.TryNode(ref reader, out term))
                return false;
        }
        else if (property.Coercion == Coercion.Vocabulary)
        {
            if (reader.ValueIsEscaped || terms.Vocabulary(reader.ValueSpan) is not { } iri)
                return false;
            term = new PendingTerm { Kind = TermKind.Iri, Buffer = iri, Length = iri.Length };
        }
        else
        {
            if (!values.TryText(ref reader, out term))
                return false;
            (term.Datatype, term.Language) = (property.Datatype, property.Datatype is null ? property.Language : null);
        }
        AddStatement(owner, property.Predicate) = term;
        return true;
    }

    private ref PendingTerm AddStatement(int subject, byte[] predicate)
    {
        if (statementCount == statements.Length)
            Array.Resize(ref statements, statementCount * 2);
        ref var statement = ref statements[statementCount++];
        (statement.Subject, statement.Predicate, statement.ObjectNode) = (subject, predicate, -1);
        return ref statement.Object;
    }
}
