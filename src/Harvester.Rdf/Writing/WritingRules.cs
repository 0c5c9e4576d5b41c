using System.Buffers;
using System.Text;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Writing;

/// <summary>
/// What a syntax can hold. A writer never changes a term: what cannot stand in the document as it is, is refused. The rules are those of the readers of
/// this library, so that everything written can be read.
/// </summary>
internal sealed class WritingRules(RdfSyntax syntax)
{
    // XML 1.0, production [2] Char: no other control characters than these three, no U+FFFE and U+FFFF, which begin with the last byte here.
    private static readonly SearchValues<byte> XmlSuspects = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b).Except("\t\n\r"u8.ToArray()), 0xEF]);

    private readonly bool isXml = syntax == RdfSyntax.RdfXml;
    private readonly bool isJson = syntax == RdfSyntax.JsonLd;

    public bool HasGraphs => RdfSyntaxes.HasGraphs(syntax);

    /// <summary>An absolute IRI of legal characters (<see cref="Iris"/>); in JSON-LD with one <c>#</c> at most.</summary>
    public bool AllowsIri(ReadOnlySpan<byte> iri) =>
        Iris.IndexOfIllegal(iri) < 0
        && Iris.IsAbsolute(iri)
        && (!isXml || AllowsText(iri))
        && (!isJson || iri.IndexOf((byte)'#') == iri.LastIndexOf((byte)'#'));

    /// <summary>In RDF/XML a predicate is an element's name (RDF 1.1 XML Syntax, section 6.1.2).</summary>
    public bool AllowsPredicate(ReadOnlySpan<byte> iri) => !isXml || XmlNames.LocalStart(iri) > 0;

    /// <summary>Whether the syntax has all characters of a literal.</summary>
    public bool AllowsText(ReadOnlySpan<byte> text)
    {
        if (!isXml)
            return true;
        for (var at = text.IndexOfAny(XmlSuspects); at >= 0; at = text.IndexOfAny(XmlSuspects))
        {
            if (text[at] != 0xEF || text[at..].StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBF, 0xBE]) || text[at..].StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBF, 0xBF]))
                return false;
            text = text[(at + 1)..];
        }
        return true;
    }

    /// <summary>A language tag; in JSON-LD with no part that BCP 47 does not have.</summary>
    public bool AllowsLanguage(ReadOnlySpan<byte> tag) => LanguageTags.IsTag(tag, isJson ? LanguageTags.LongestPart : int.MaxValue);

    /// <summary>The refusal of a statement that breaks a rule.</summary>
    public RdfException Refusal(in StatementView statement)
    {
        var reason = Fault(statement.Subject, "subject", literal: false, blank: true)
            ?? Fault(statement.Predicate, "predicate", literal: false, blank: false)
            ?? (AllowsPredicate(statement.Predicate.Value) ? null : $"the predicate <{Text(statement.Predicate.Value)}> does not end in a name that an XML element can have")
            ?? Fault(statement.Object, "object", literal: true, blank: true)
            ?? (statement.HasGraph ? Fault(statement.Graph, "name of the graph", literal: false, blank: true) : null)
            ?? "the syntax has no named graphs";
        return new RdfException(0, 0, $"Cannot write {Excerpt(statement.ToString())} as {syntax}: {reason}.");
    }

    /// <summary>The refusal of a statement whose strings are none.</summary>
    public RdfException Refusal(in Statement statement, Exception? inner) =>
        new(0, 0, $"Cannot write {Excerpt(statement.ToString())} as {syntax}: {(inner is null ? "the label of the graph is empty" : "a term has half a surrogate pair, which is no character")}.", inner);

    private string? Fault(in TermView term, string place, bool literal, bool blank) => term.Kind switch
    {
        TermKind.Iri => IriFault(term.Value),
        TermKind.BlankNode => blank ? null : $"a blank node is no {place}",
        _ when !literal => $"a literal is no {place}",
        _ when !AllowsText(term.Value) => "the literal has a character that XML 1.0 does not have",
        _ when term.Language.Length > 0 => AllowsLanguage(term.Language) ? null : $"'{Text(term.Language)}' is no language tag that it can have",
        _ => IriFault(term.Datatype),
    };

    private string? IriFault(ReadOnlySpan<byte> iri)
    {
        if (AllowsIri(iri))
            return null;
        if (!Iris.IsAbsolute(iri))
            return $"<{Text(iri)}> is no absolute IRI";
        return Iris.IndexOfIllegal(iri) is >= 0 and var index
            ? $"<{Text(iri)}> has '{Iris.Printable(iri[index])}', which an IRI cannot have"
            : $"<{Text(iri)}> has {(isXml ? "a character that XML 1.0 does not have" : "more than one '#'")}";
    }

    // A literal may have megabytes.
    private static string Excerpt(string statement) => statement.Length <= 1000 ? statement : $"{statement.AsSpan(0, 500)} ... {statement.AsSpan(statement.Length - 400)}";

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
