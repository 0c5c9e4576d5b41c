namespace Harvester.Rdf.Turtle;

/// <summary>The terminals of Turtle 1.1 (section 6.5) and TriG 1.1 (section 4).</summary>
internal enum TokenKind
{
    End,
    Invalid,
    Iri,
    PrefixedName,
    BlankLabel,
    String,
    AtWord,
    DatatypeMark,
    Integer,
    Decimal,
    Double,
    Word,
    Dot,
    Semicolon,
    Comma,
    OpenBracket,
    CloseBracket,
    OpenParenthesis,
    CloseParenthesis,
    OpenBrace,
    CloseBrace,
}
