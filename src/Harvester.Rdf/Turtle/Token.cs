namespace Harvester.Rdf.Turtle;

/// <summary>One terminal.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Text">Its decoded text: the IRI, the string, the number, the word, the prefix without its colon.</param>
/// <param name="Local">The part of a prefixed name behind the colon.</param>
/// <param name="Fault">Why the token is invalid, or, on an IRI or a string, why it cannot be used.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
internal readonly record struct Token(TokenKind Kind, string Text, string Local, string? Fault, int Line, int Column)
{
    /// <summary>As a message names it.</summary>
    public string Describe() => Kind switch
    {
        TokenKind.End => "the end of the document",
        TokenKind.Iri => $"the IRI <{Text}>",
        TokenKind.PrefixedName => $"the name '{Text}:{Local}'",
        TokenKind.BlankLabel => $"the blank node '_:{Text}'",
        TokenKind.String => "a string",
        TokenKind.AtWord => $"'@{Text}'",
        TokenKind.Integer or TokenKind.Decimal or TokenKind.Double => $"the number {Text}",
        _ => $"'{Text}'",
    };
}
