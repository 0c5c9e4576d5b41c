using CsCheck;

namespace Harvester.Tests.Rdf;

/// <summary>Makes up JSON-LD documents: mostly what catalogues publish, with some of everything else, also of what is wrong.</summary>
internal static class JsonLdDocuments
{
    private static readonly string[] Terms =
    [
        "\"@vocab\": \"http://v/\"", "\"@language\": \"ja\"", "\"@base\": \"http://b/x/\"", "\"name\": \"http://ex/name\"",
        "\"knows\": {\"@id\": \"ex:knows\", \"@type\": \"@id\"}", "\"kind\": {\"@id\": \"ex:kind\", \"@type\": \"@vocab\"}",
        "\"date\": {\"@id\": \"ex:date\", \"@type\": \"http://www.w3.org/2001/XMLSchema#date\"}",
        "\"double\": {\"@id\": \"ex:double\", \"@type\": \"http://www.w3.org/2001/XMLSchema#double\"}",
        "\"id\": \"@id\", \"type\": \"@type\"", "\"value\": \"@value\"", "\"graph\": \"@graph\"",
        "\"list\": {\"@id\": \"ex:list\", \"@container\": \"@list\"}", "\"set\": {\"@id\": \"ex:set\", \"@container\": \"@set\"}",
        "\"lang\": {\"@id\": \"ex:lang\", \"@container\": \"@language\"}", "\"index\": {\"@id\": \"ex:index\", \"@container\": \"@index\"}",
        "\"en\": {\"@id\": \"ex:en\", \"@language\": \"en\"}", "\"plain\": {\"@id\": \"ex:plain\", \"@language\": null}",
        "\"reverse\": {\"@reverse\": \"ex:reverse\"}", "\"json\": {\"@id\": \"ex:json\", \"@type\": \"@json\"}", "\"nothing\": null",
        "\"Scoped\": {\"@id\": \"ex:Scoped\", \"@context\": {\"name\": \"http://other/name\"}}",
        "\"within\": {\"@id\": \"ex:within\", \"@context\": {\"name\": \"http://inner/name\"}}",
    ];

    private static readonly string[] Keys =
    [
        "name", "name", "knows", "knows", "kind", "date", "double", "set", "en", "plain", "ex:p", "ex:p", "ex:q", "http://x/p", "unknown", "list", "lang", "index",
        "reverse", "json", "nothing", "within", "value", "graph", "_:p", "ex:a b",
    ];

    private static readonly string[] Strings =
    [
        "a", "a", "日本", "http://x/y", "http://x/y", "ex:z", "_:b1", "_:b1", "_:genid7", "name", "Scoped", "a\\\"\\u00e9\\n", "", "ja", "http://x/a b", "@id", "@foo", "../r", "a#b#c", "http://x/a#b", "urn:x",
    ];

    private static readonly string[] Scalars =
    [
        "0", "-0", "1", "-17", "5.0", "1.5", "1e3", "1e30", "-2.5E-3", "0.0", "123456789012345678901", "1234567890123456789012", "true", "false", "null",
    ];

    private static readonly Gen<string> String = One(Strings).Select(text => $"\"{text}\"");
    private static readonly Gen<string> Identifier = One("http://x/1", "http://x/2", "ex:3", "_:n", "_:b1", "rel", "", "http://x/a b", "ex:a#b").Select(text => $"\"{text}\"");
    private static readonly Gen<string> Type = One("ex:T", "ex:T", "T", "http://x/U", "Scoped", "name", "_:t").Select(text => $"\"{text}\"");
    private static readonly Gen<string> ValueObject = Gen.OneOf(
        String.Select(text => $"{{\"@value\": {text}}}"),
        String.Select(text => $"{{\"@value\": {text}, \"@language\": \"en\"}}"),
        String.Select(text => $"{{\"@language\": \"ja-JP\", \"@value\": {text}}}"),
        Gen.Select(One(Scalars), Type, (value, type) => $"{{\"@type\": {type}, \"@value\": {value}}}"),
        Gen.Select(One(Scalars), Type, (value, type) => $"{{\"@value\": {value}, \"@type\": {type}, \"@index\": \"i\"}}"),
        One("{\"@value\": \"a\", \"ex:p\": []}", "{\"@value\": \"a\", \"ex:p\": null}", "{\"@value\": 1, \"@language\": \"en\"}", "{\"@value\": \"a\", \"@type\": [\"ex:T\"]}",
            "{\"@value\": [1]}", "{\"@language\": \"en\"}", "{\"@value\": null}", "{\"@value\": \"a\", \"@language\": \"no tag\"}", "{\"@value\": \"a\", \"@id\": \"http://x/1\"}",
            "{\"@list\": [\"a\", 1, {\"@id\": \"_:n\"}]}", "{\"@set\": [\"a\", [\"b\"]]}", "{\"@set\": []}", "{}", "{\"@id\": 7}", "{\"@id\": \"http://x/1\", \"@id\": \"http://x/2\"}"));

    private static Gen<string> One(params string[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);

    private static Gen<string> Value(int depth)
    {
        Gen<string> scalar = Gen.OneOf(String, One(Scalars));
        return depth == 0
            ? Gen.Frequency((4, scalar), (3, ValueObject))
            : Gen.Frequency((6, scalar), (6, ValueObject), (4, Node(depth - 1)), (3, Items(Value(depth - 1))));
    }

    private static Gen<string> Items(Gen<string> item) => item.Array[0, 3].Select(items => $"[{string.Join(", ", items)}]");

    private static Gen<string> Node(int depth)
    {
        var property = Gen.Select(One(Keys), Value(depth), (key, value) => $"\"{key}\": {value}");
        var member = Gen.Frequency(
            (4, Identifier.Select(id => $"\"@id\": {id}")),
            (1, Identifier.Select(id => $"\"id\": {id}")),
            (2, Type.Select(type => $"\"@type\": {type}")),
            (1, Items(Type).Select(types => $"\"type\": {types}")),
            (16, property),
            (1, One("\"@index\": \"i\"", "\"@context\": {\"name\": \"http://local/name\"}", "\"@context\": null", "\"@reverse\": {\"ex:r\": [{\"@id\": \"_:n\"}]}",
                "\"@included\": [{\"@id\": \"http://x/1\", \"ex:p\": 1}]", "\"@nest\": {\"ex:p\": 2}", "\"@graph\": [{\"@id\": \"_:n\", \"ex:p\": 1}]", "\"@foo\": 1", "\"\\u0040id\": \"http://x/2\"")));
        return member.Array[0, 4].Select(members => $"{{{string.Join(", ", members.DistinctBy(one => one[..one.IndexOf(':', 4)]))}}}");
    }

    /// <summary>An object or an array, its context before or behind the rest.</summary>
    public static Gen<string> Document { get; } = Gen.Select(
        One(Terms).Array[0, 8],
        Gen.Frequency((4, Items(Node(2)).Select(nodes => $"\"@graph\": {nodes}")), (4, Gen.Select(One(Keys), Items(Value(2)), (key, items) => $"\"{key}\": {items}")),
            (1, Identifier.Select(id => $"\"@id\": {id}")), (1, Type.Select(type => $"\"@type\": [{type}]")), (1, Value(1).Select(value => $"\"ex:p\": {value}"))).Array[1, 4],
        Items(Node(2)),
        Gen.Int[0, 9],
        (terms, members, nodes, shape) =>
        {
            var context = $"\"@context\": {{\"ex\": \"http://ex/\"{string.Concat(terms.DistinctBy(term => term[..term.IndexOf(':')]).Select(term => ", " + term))}}}";
            var distinct = members.DistinctBy(member => member[..member.IndexOf("\": ", StringComparison.Ordinal)]);
            return shape switch
            {
                0 => nodes,
                1 => $"{{{string.Join(",\n", distinct)}, {context}}}",
                _ => $"{{{context},\n{string.Join(",\n", distinct)}}}\n",
            };
        });
}
