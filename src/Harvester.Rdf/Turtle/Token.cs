using System.Text;

namespace Harvester.Rdf.Turtle;

/// <summary>One terminal; its bytes are good until the next window or statement.</summary>
internal readonly ref struct Token
{
    public TokenKind Kind { get; init; }

    /// <summary>Its decoded text: the IRI, the string, the number, the word, the prefix without its colon.</summary>
    public ReadOnlySpan<byte> Text { get; init; }

    /// <summary>The part of a prefixed name behind the colon.</summary>
    public ReadOnlySpan<byte> Local { get; init; }

    /// <summary>Why the token is invalid, or, on an IRI or a string, why it cannot be used.</summary>
    public string? Fault { get; init; }

    /// <summary>What the lenient reading changed in it.</summary>
    public string? Mended { get; init; }

    /// <summary>What stands before it in the window, which tells its place.</summary>
    public ReadOnlySpan<byte> Before { get; init; }

    /// <summary>As a message names it.</summary>
    public string Describe() => Kind switch
    {
        TokenKind.End => "the end of the document",
        TokenKind.Iri => $"the IRI <{Encoding.UTF8.GetString(Text)}>",
        TokenKind.PrefixedName => $"the name '{Encoding.UTF8.GetString(Text)}:{Encoding.UTF8.GetString(Local)}'",
        TokenKind.BlankLabel => $"the blank node '_:{Encoding.UTF8.GetString(Text)}'",
        TokenKind.String => "a string",
        TokenKind.AtWord => $"'@{Encoding.UTF8.GetString(Text)}'",
        TokenKind.Integer or TokenKind.Decimal or TokenKind.Double => $"the number {Encoding.UTF8.GetString(Text)}",
        _ => $"'{Encoding.UTF8.GetString(Text)}'",
    };
}
