namespace Harvester.Rdf.Turtle;

/// <summary>Makes terms of tokens, with the base and the prefixes in force (Turtle 1.1 section 7). Null: refused, and reported.</summary>
internal sealed class TermResolver(StatementSink sink, string baseIri)
{
    private readonly Dictionary<string, string> prefixes = [];
    private string currentBase = baseIri;

    public void DeclarePrefix(string prefix, in Token iri)
    {
        if (Resolve(iri) is { } resolved)
            prefixes[prefix] = resolved;
        else
            prefixes.Remove(prefix);
    }

    public void DeclareBase(in Token iri) => currentBase = Resolve(iri) ?? currentBase;

    public static bool IsIri(in Token token) => token.Kind is TokenKind.Iri or TokenKind.PrefixedName;

    /// <summary>The term of an IRI or a prefixed name.</summary>
    public Term? Iri(in Token token) => Resolve(token) is { } iri ? Term.Iri(iri) : null;

    /// <summary>The text of a string, which an escape may have made unusable.</summary>
    public string? Text(in Token token)
    {
        if (token.Fault is null)
            return token.Text;
        sink.Refuse(token.Line, token.Column, token.Fault, isTerm: true);
        return null;
    }

    /// <summary>A number or a boolean; null for any other token, without report.</summary>
    public static Term? Abbreviated(in Token token) => token.Kind switch
    {
        TokenKind.Integer => Term.Literal(token.Text, Names.XsdInteger),
        TokenKind.Decimal => Term.Literal(token.Text, Names.XsdDecimal),
        TokenKind.Double => Term.Literal(token.Text, Names.XsdDouble),
        TokenKind.Word when token.Text is "true" or "false" => Term.Literal(token.Text, Names.XsdBoolean),
        _ => null,
    };

    private string? Resolve(in Token token)
    {
        if (token.Fault is not null)
            sink.Refuse(token.Line, token.Column, token.Fault, isTerm: true);
        else if (token.Kind == TokenKind.Iri)
            return IriReference.ResolveWithin(currentBase, token.Text);
        else if (prefixes.TryGetValue(token.Text, out var start))
            return start + token.Local;
        else
            sink.Refuse(token.Line, token.Column, $"Found the prefix '{token.Text}:', expected one that is declared before its use.", isTerm: true);
        return null;
    }
}
