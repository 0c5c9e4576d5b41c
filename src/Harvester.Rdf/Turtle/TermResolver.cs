using System.Text;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.Turtle;

/// <summary>Makes terms of tokens, with the base and the prefixes in force (Turtle 1.1, section 7). False: refused, and reported.</summary>
internal sealed class TermResolver(StatementSink sink, TextPosition position, string baseIri, ByteArena arena)
{
    private readonly Dictionary<byte[], byte[]> prefixes = new(Utf8Hash.Instance);
    private BaseIri currentBase = new(baseIri);

    public void DeclarePrefix(byte[] prefix, in Token iri)
    {
        if (TryResolve(iri, out var resolved))
            prefixes[prefix] = resolved.ToArray();
        else
            prefixes.Remove(prefix);
    }

    public void DeclareBase(in Token iri)
    {
        if (TryResolve(iri, out var resolved))
            currentBase = new BaseIri(Encoding.UTF8.GetString(resolved));
    }

    public static bool IsIri(in Token token) => token.Kind is TokenKind.Iri or TokenKind.PrefixedName;

    /// <summary>The IRI of an IRI or a prefixed name.</summary>
    public bool TryResolve(in Token token, out ReadOnlySpan<byte> iri)
    {
        iri = token.Text;
        if (token.Fault is not null)
            return Refuse(token, token.Fault);
        if (token.Kind == TokenKind.PrefixedName)
        {
            if (!prefixes.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(token.Text, out var start))
                return Refuse(token, $"Found the prefix '{Encoding.UTF8.GetString(token.Text)}:', expected one that is declared before its use.");
            iri = arena.Join(start, token.Local);
            return true;
        }
        if (token.Mended is not null)
        {
            var (line, column) = position.Behind(token.Before);
            sink.MendIri(line, column, token.Mended);
        }
        if (!Iris.IsAbsolute(iri))
            iri = currentBase.Resolve(iri, arena);
        return true;
    }

    /// <summary>The text of a string, which an escape may have made unusable.</summary>
    public bool TryText(in Token token) => token.Fault is null || Refuse(token, token.Fault);

    /// <summary>A number or a boolean; false for any other token, without report.</summary>
    public static bool TryAbbreviated(in Token token, out TermView literal)
    {
        var datatype = token.Kind switch
        {
            TokenKind.Integer => Utf8Names.XsdInteger,
            TokenKind.Decimal => Utf8Names.XsdDecimal,
            TokenKind.Double => Utf8Names.XsdDouble,
            TokenKind.Word when token.Text.SequenceEqual("true"u8) || token.Text.SequenceEqual("false"u8) => Utf8Names.XsdBoolean,
            _ => default,
        };
        literal = datatype.IsEmpty ? default : TermView.Literal(token.Text, datatype);
        return !datatype.IsEmpty;
    }

    private bool Refuse(in Token token, string message)
    {
        var (line, column) = position.Behind(token.Before);
        sink.Refuse(line, column, message, isTerm: true);
        return false;
    }
}
