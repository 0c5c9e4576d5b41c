using System.Buffers;
using System.Text;
using Harvester.Rdf;

namespace Harvester.Publishing.Dcat;

/// <summary>
/// Turns values of datasets into statements that every syntax of RDF can hold: addresses are escaped as lenient readers do, characters that XML 1.0 does not have are
/// left out of texts, and a tag that is none leaves its text without a language. What can be no IRI at all is left out and told.
/// </summary>
internal sealed class StatementOutput(IStatementHandler output, Action<LeftOut>? leftOut)
{
    /// <summary>So many IRIs of vocabularies are remembered as typed, more are typed wherever they stand; a catalogue uses a few hundred.</summary>
    private const int MostKnown = 10_000;

    private const int LongestTagPart = 8;

    // XML 1.0, production [2] Char; half a surrogate pair becomes U+FFFD by the encoder.
    private static readonly SearchValues<char> NotInXml =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c).Except("\t\n\r"), '\uFFFE', '\uFFFF']);

    private readonly HashSet<(string Iri, int Type)> known = [];
    private byte[] scratch = new byte[4096];
    private int blanks;

    /// <summary>Id of the dataset that is being written, for what is told.</summary>
    public string Dataset { get; set; } = "";

    /// <summary>A blank node with a label that the document has not had.</summary>
    public Node Blank(ReadOnlySpan<byte> type)
    {
        var node = new Node(TermKind.BlankNode, Encoding.ASCII.GetBytes($"b{blanks++}"));
        Type(node, type);
        return node;
    }

    /// <summary>A node whose IRI we made.</summary>
    public static Node Iri(string iri) => new(TermKind.Iri, Encoding.UTF8.GetBytes(iri));

    public void Type(Node subject, ReadOnlySpan<byte> type) => Link(subject, Terms.Type, type);

    public void Link(Node subject, ReadOnlySpan<byte> predicate, Node value) =>
        output.Take(new StatementView(subject.View, TermView.Iri(predicate), value.View));

    /// <param name="iri">One of the vocabularies' own.</param>
    public void Link(Node subject, ReadOnlySpan<byte> predicate, ReadOnlySpan<byte> iri) =>
        output.Take(new StatementView(subject.View, TermView.Iri(predicate), TermView.Iri(iri)));

    /// <summary>A link to what a record names; with <paramref name="type"/> that is said of it, too, as shapes that ask for a class look for it in the document.</summary>
    /// <returns>False: it can be no IRI; it was left out and told.</returns>
    public bool Link(Node subject, ReadOnlySpan<byte> predicate, string value, ReadOnlySpan<byte> type = default)
    {
        if (ToIri(value) is not { } iri)
        {
            leftOut?.Invoke(new LeftOut(Dataset, Encoding.ASCII.GetString(predicate), value));
            return false;
        }

        var bytes = Encoded(iri);
        output.Take(new StatementView(subject.View, TermView.Iri(predicate), TermView.Iri(bytes)));
        if (!type.IsEmpty)
            output.Take(new StatementView(TermView.Iri(bytes), TermView.Iri(Terms.Type), TermView.Iri(type)));
        return true;
    }

    /// <summary>A link to a term of a vocabulary, whose type is said once in a document.</summary>
    /// <returns>True where the document had not named it before.</returns>
    public bool Known(Node subject, ReadOnlySpan<byte> predicate, string iri, ReadOnlySpan<byte> type)
    {
        var hash = default(HashCode);
        hash.AddBytes(type);
        var isNew = known.Count >= MostKnown || known.Add((iri, hash.ToHashCode()));
        return Link(subject, predicate, iri, isNew ? type : default) && isNew;
    }

    /// <param name="language">BCP 47 tag; null or <c>und</c>: none.</param>
    public void Text(Node subject, ReadOnlySpan<byte> predicate, string? text, string? language = null)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        var bytes = Encoded(WithoutIllegal(text));
        if (language is null or Core.Model.LanguageMap.Undetermined || !IsTag(language))
        {
            output.Take(new StatementView(subject.View, TermView.Iri(predicate), TermView.Literal(bytes)));
            return;
        }

        Span<byte> tag = stackalloc byte[language.Length];
        Encoding.ASCII.GetBytes(language, tag);
        output.Take(new StatementView(subject.View, TermView.Iri(predicate), TermView.LanguageString(bytes, tag)));
    }

    public void Texts(Node subject, ReadOnlySpan<byte> predicate, IReadOnlyDictionary<string, string>? texts)
    {
        foreach (var (tag, text) in texts ?? new Dictionary<string, string>())
            Text(subject, predicate, text, tag);
    }

    public void Literal(Node subject, ReadOnlySpan<byte> predicate, string value, ReadOnlySpan<byte> datatype) =>
        output.Take(new StatementView(subject.View, TermView.Iri(predicate), TermView.Literal(Encoded(WithoutIllegal(value)), datatype)));

    /// <summary>The type follows the precision that the publisher gave (XML Schema 1.1 part 2, sections 3.3.7 to 3.3.13); what is none of them is a plain literal.</summary>
    public void Date(Node subject, ReadOnlySpan<byte> predicate, string? date)
    {
        if (string.IsNullOrWhiteSpace(date))
            return;
        var type = Dates.TypeOf(date, out var lexical);
        if (type.IsEmpty)
            Text(subject, predicate, date);
        else
            Literal(subject, predicate, lexical, type);
    }

    /// <summary>The address as an absolute IRI that every syntax can hold, escaped where it must be; null where it is none.</summary>
    public static string? ToIri(string value)
    {
        var iri = WithoutIllegal(value.Trim());
        if (!IriReference.IsAbsolute(iri) || iri.EndsWith(':'))
            return null;
        iri = IriReference.Escape(iri);
        // JSON-LD has no IRI with two of them.
        return iri.IndexOf('#', StringComparison.Ordinal) is var first and >= 0 && iri.IndexOf('#', first + 1) >= 0
            ? string.Concat(iri.AsSpan(0, first + 1), iri[(first + 1)..].Replace("#", "%23", StringComparison.Ordinal))
            : iri;
    }

    private static string WithoutIllegal(string text) =>
        text.AsSpan().IndexOfAny(NotInXml) < 0 ? text : string.Concat(text.Where(c => !NotInXml.Contains(c)));

    private static bool IsTag(string tag)
    {
        var part = 0;
        var parts = 0;
        for (var at = 0; at <= tag.Length; at++)
        {
            if (at < tag.Length && (parts == 0 ? char.IsAsciiLetter(tag[at]) : char.IsAsciiLetterOrDigit(tag[at])))
            {
                part++;
                continue;
            }

            if ((at < tag.Length && tag[at] != '-') || part is 0 or > LongestTagPart)
                return false;
            parts++;
            part = 0;
        }

        return true;
    }

    private ReadOnlySpan<byte> Encoded(string text)
    {
        if (scratch.Length < text.Length * 3)
            scratch = new byte[Math.Max(text.Length * 3, scratch.Length * 2)];
        return scratch.AsSpan(0, Encoding.UTF8.GetBytes(text, scratch));
    }
}
