using CsCheck;
using Harvester.Rdf;

namespace Harvester.Tests.Rdf.Writing;

/// <summary>Small datasets full of what writers get wrong.</summary>
internal static class RandomGraphs
{
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    /// <summary>IRIs that every syntax can have as subjects and objects.</summary>
    private static readonly string[] Iris =
    [
        "http://x/a", "http://x/ns#b", "http://x/ns#", "http://x/", "http://x/ns#1a", "http://x/ns#-a", "http://x/ns#a.b", "http://x/ns#a.", "http://x/ns#.a", "http://x/日本語",
        "http://x/a%20b", "http://x/?q=1&r='2'", "http://[::1]:8080/", "urn:isbn:123", "mailto:a@b", "dct:title", "ns0:x", "ns1:y", "xsd:", "rdf:type", "http:x", "http://x/~a!$(b)*,;=c",
        "http://x/𝄞", "http://x/e\u0301", "http://x/a/../b/./c", "http://X/%7Ea", "http://x/a#b/c", "http://x/ns#_", "http://x/a:b", "HTTP://x/a",
        "http://purl.org/dc/terms/title", "http://purl.org/dc/terms/", "http://www.w3.org/2001/XMLSchema#integer",
        Documents.Base, Documents.Base + "#f", Documents.Base + "#a:b", Documents.Base + "#a://b", Documents.Base + "/c", Documents.Base + "?q",
        Rdf + "nil", Rdf + "first", Rdf + "type", Rdf + "Description", Rdf + "li", Rdf + "List", "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/",
        "http://x/" + new string('l', 3000),
    ];

    /// <summary>Predicates that RDF/XML can have, too.</summary>
    private static readonly string[] Predicates =
    [
        "http://x/p", "http://x/ns#q", "http://x/ns#1r", "http://x/ns#a.b", "http://x/日本", "urn:p", "http://x/?q=1&r", "http://www.w3.org/2000/xmlns/foo", "http://www.w3.org/XML/1998/namespacelang",
        "http://purl.org/dc/terms/title", "dct:title", Rdf + "type", Rdf + "type", Rdf + "type", Rdf + "first", Rdf + "rest", Rdf + "value", Rdf + "_1", "http://x/o'q&a#p",
    ];

    private static readonly string[] Unnameable = ["http://x/", "http://x/1", "http://x/p#", Rdf + "li", Rdf + "Description", Rdf + "about", "http://x/a%20", "urn:1"];

    private static readonly string[] Labels = ["a", "b1", "genid0", "1", "x.y", "日", "", "a b", "-", "a.", "renamed-a", "renamed-", "a:b", "𝄞", "_", "A"];

    private static readonly string[] Texts =
    [
        "", " ", "a", "東京都の人口", "\"", "\\", "\"\\\"", "\r\n", "\r", "\n", "\t", " a ", "\n a\r", "]]>", "</script>", "<b>&amp;</b>", "&", "'", "\u007F\u0080\u0085\u2028\u2029", "\uFFFD", "\uFEFF", "𝄞😀",
        "e\u0301 \u0301", "\\u0041", "\\n", "42", "042", "+1", "-0", "1.", "1.0", ".5", "1e5", "1.e5", ".5E-3", "1.0.0", "true", "false", "TRUE", "INF", "{\"a\": 1}", "{\"b\":1}", "[", "<p xmlns=\"http://x/\">t</p>", "a^^b@c", "-", "1 ",
        "（全角）ﾊﾝｶｸ\uFFEF\uFF00", new('x', 5000),
    ];

    private static readonly string[] XmlHasNot = ["\0", "\u0001", "\u001F", "\b\f", "\uFFFE", "a\uFFFF", "￾"];

    private static readonly string[] Datatypes =
    [
        "http://www.w3.org/2001/XMLSchema#integer", "http://www.w3.org/2001/XMLSchema#decimal", "http://www.w3.org/2001/XMLSchema#double", "http://www.w3.org/2001/XMLSchema#boolean",
        "http://www.w3.org/2001/XMLSchema#dateTime", Rdf + "langString", Rdf + "XMLLiteral", Rdf + "JSON", Rdf + "HTML", "https://www.w3.org/ns/i18n#ar_rtl", "http://x/type", "dct:type", "http://x/a b".Replace(' ', '_'),
    ];

    private static readonly Gen<Term> Iri = Gen.OneOf(Iris).Select(Term.Iri);
    private static readonly Gen<Term> Blank = Gen.OneOf(Labels).Select(Term.Blank);

    private static Gen<Term> Literal(bool xml)
    {
        var text = Gen.Frequency((8, Gen.OneOf(Texts)), (1, Gen.String[Gen.Char["ab\"\\\r\n\t<>&]' é東"], 0, 12]), (1, Gen.OneOf(xml ? Texts : XmlHasNot)));
        return Gen.OneOf(
            text.Select(value => Term.Literal(value)),
            Gen.Select(text, Gen.OneOf("en", "ja-JP", "JA-jp", "x-a1-b2", "zh-Hant-TW")).Select(pair => Term.Literal(pair.Item1, language: pair.Item2)),
            Gen.Select(text, Gen.OneOf(Datatypes)).Select(pair => Term.Literal(pair.Item1, pair.Item2)));
    }

    /// <summary>A dataset that the syntax can hold.</summary>
    public static Gen<List<Statement>> Of(RdfSyntax syntax)
    {
        var isXml = syntax == RdfSyntax.RdfXml;
        var hasGraphs = syntax is RdfSyntax.NQuads or RdfSyntax.TriG or RdfSyntax.JsonLd;
        var subject = Gen.Frequency((2, Iri), (3, Blank));
        var predicate = Gen.OneOf(isXml ? Predicates : [.. Predicates, .. Unnameable]).Select(Term.Iri);
        var value = Gen.Frequency((2, Iri), (3, Blank), (3, Literal(isXml)));
        var graph = hasGraphs
            ? Gen.Frequency<Term?>((4, Gen.Const((Term?)null)), (2, Gen.OneOf("http://x/g", "dct:g", Documents.Base).Select(iri => (Term?)Term.Iri(iri))), (1, Gen.OneOf(Labels.Where(label => label.Length > 0).ToArray()).Select(label => (Term?)Term.Blank(label))))
            : Gen.Const((Term?)null);
        var single = Gen.Select(subject, predicate, value, graph).Select(parts => new List<Statement> { new(parts.Item1, parts.Item2, parts.Item3, parts.Item4) });
        var collection = Gen.Select(subject, predicate, value.List[0, 4], graph, Gen.Int[0, 12], Gen.Int[0, 1_000_000])
            .Select(parts => Collection(parts.Item1, parts.Item2, parts.Item3, parts.Item4, parts.Item5, parts.Item6));
        var tree = Gen.Select(subject, predicate, graph, Gen.Int[1, 5], Gen.Int[0, 1_000_000]).Select(parts => Tree(parts.Item1, parts.Item2, parts.Item3, parts.Item4, parts.Item5));
        return Gen.Frequency((5, single), (2, collection), (1, tree)).List[0, 14].Select(lists => lists.SelectMany(list => list).ToList());
    }

    // A list, which the damage makes something else: a third of them.
    private static List<Statement> Collection(Term subject, Term predicate, List<Term> items, Term? graph, int damage, int number)
    {
        var statements = new List<Statement>();
        var cells = items.Select((_, index) => Term.Blank($"c{number}x{index}")).Append(Term.Iri(Rdf + "nil")).ToList();
        statements.Add(new(subject, predicate, cells[0], graph));
        for (var index = 0; index < items.Count; index++)
        {
            statements.Add(new(cells[index], Term.Iri(Rdf + "first"), items[index], graph));
            statements.Add(new(cells[index], Term.Iri(Rdf + "rest"), cells[index + 1], graph));
        }
        if (items.Count == 0)
            return statements;
        switch (damage)
        {
            case 0:
                statements.Add(new(cells[items.Count / 2], Term.Iri(Rdf + "first"), Term.Literal("second"), graph));
                break;
            case 1:
                statements.Add(new(cells[items.Count / 2], Term.Iri("http://x/p"), Term.Literal("more"), graph));
                break;
            case 2:
                statements.RemoveAt(statements.Count - 1);
                break;
            case 3:
                statements[^1] = statements[^1] with { Object = cells[0] };
                break;
            case 4:
                statements.Add(new(subject, Term.Iri("http://x/ns#q"), cells[items.Count / 2], graph));
                break;
            case 5:
                statements.RemoveAt(0);
                break;
            case 6:
                statements.Reverse();
                break;
        }
        return statements;
    }

    // A chain of blank nodes, each the object of the one before, that may end in its own beginning.
    private static List<Statement> Tree(Term subject, Term predicate, Term? graph, int length, int number)
    {
        var statements = new List<Statement>();
        for (var index = 0; index < length; index++)
        {
            var next = Term.Blank(number % 4 == 0 && index == length - 1 ? $"t{number}x0" : $"t{number}x{index}");
            statements.Add(new(subject, predicate, next, graph));
            if (index % 2 == 0)
                statements.Add(new(next, Term.Iri(Rdf + "type"), Term.Iri("http://x/ns#b"), graph));
            subject = next;
        }
        return statements;
    }
}
