using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Harvester.Core.Model;
using static Harvester.AcceptanceTests.Faults.FaultTable;

namespace Harvester.AcceptanceTests.Faults;

/// <summary>Content that is broken, hostile, enormous or in another encoding than it says.</summary>
internal static class ContentFaults
{
    private const string Group = "Content";

    private const string BillionLaughs = """
        <?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
        <!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">
        <!ENTITY i "&h;&h;&h;&h;&h;&h;&h;&h;&h;&h;">]>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/" xmlns:dcat="http://www.w3.org/ns/dcat#">
        <dcat:Dataset rdf:about="http://opendata.machida.example/dataset/x"><dct:title>&i;</dct:title></dcat:Dataset></rdf:RDF>
        """;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new(Group, "JSON that ends in the middle", Ckan)
        {
            Answer = Changed(text => text[..(text.Length / 2)]), Code = "not-json", Says = "ends in the middle",
        },
        new(Group, "garbage in the middle of JSON", DataJson) { Answer = Changed(text => text.Insert(text.Length / 2, "\u0001}]")), Code = "not-json" },
        new(Group, "a lone surrogate in one record", Ckan)
        {
            Answer = When(e => e.Query("start") == "0", e => e.SendChangedAsync(Surrogate)), Status = RunStatus.Partial, Code = "unreadable-record", Whose = Whose.Record, Says = "lone surrogate", Pitfalls = "63",
        },
        new(Group, "one record without a title", Ckan)
        {
            Answer = When(e => e.Query("start") == "0", e => e.SendChangedAsync(text => Edit(text, p => p["title"] = null))), Status = RunStatus.Succeeded, Code = "missing-title", Whose = Whose.Record, Says = "The record has no title", Pitfalls = "65",
        },
        new(Group, "one record without an id", Ckan)
        {
            Answer = When(e => e.Query("start") == "0", e => e.SendChangedAsync(text => Edit(text, p => { p["id"] = null; p["name"] = null; }))), Status = RunStatus.Partial, Code = "no-identifier", Whose = Whose.Record, Pitfalls = "9, 65",
        },
        new(Group, "a date that does not exist", Ckan)
        {
            Answer = When(e => e.Query("start") == "0", e => e.SendChangedAsync(text => Edit(text, p => p["modified"] = "令和6年2月30日"))),
            Status = RunStatus.Succeeded, Code = "invalid-date", Whose = Whose.Record, Says = "令和6年2月30日", Pitfalls = "67",
        },
        new(Group, "null for lists, numbers for texts", Ckan)
        {
            Answer = When(e => e.Query("start") == "0", e => e.SendChangedAsync(text => Edit(text, p => { p["tags"] = null; p["resources"] = null; p["extras"] = null; p["groups"] = "x"; p["version"] = 3; }))),
            Status = RunStatus.Succeeded, Pitfalls = "66",
        },
        new(Group, "a title of ten million characters", Ckan)
        {
            Answer = When(e => e.Query("start") == "0", e => e.SendChangedAsync(text => Edit(text, p => p["title"] = new string('長', 10_000_000)))),
            Status = RunStatus.Succeeded, Code = "record-too-large", Whose = Whose.Record, Pitfalls = "73",
        },
        new(Group, "markup and scripts in a title", Ckan)
        {
            Answer = When(e => e.Query("start") == "0", e => e.SendChangedAsync(text => Edit(text, p => p["title"] = "<script>alert(1)</script>一覧"))), Status = RunStatus.Succeeded, Pitfalls = "75",
        },
        new(Group, "says UTF-8 and is Shift_JIS", List)
        {
            Answer = Always(async e => await e.SendAsync(200, "text/csv; charset=utf-8", (await e.GoodAsync()).Body)), Status = RunStatus.Succeeded, Code = "charset-mismatch", Says = "Content-Type says utf-8", Pitfalls = "61",
        },
        new(Group, "says Shift_JIS and is UTF-8", Table)
        {
            Answer = Always(async e => await e.SendAsync(200, "text/html; charset=Shift_JIS", (await e.GoodAsync()).Body)), Status = RunStatus.Succeeded, Code = "charset-mismatch", Says = "Content-Type says shift_jis", Pitfalls = "61",
        },
        new(Group, "bytes that are no text", List)
        {
            Answer = Always(async e => await e.SendAsync(200, "text/csv", [.. Enumerable.Range(0, 40_000).Select(n => (byte)((n * 7919) >> 3))])), Code = "not-a-list", Whose = Whose.Ours, Pitfalls = "61",
        },
        new(Group, "a billion laughs", RdfXml) { Answer = Always(e => e.SendAsync(200, "application/rdf+xml", BillionLaughs)), Status = RunStatus.Partial, Code = "refused-statement", Says = "entities that give more than", Pitfalls = "64" },
        new(Group, "an external entity", RdfXml)
        {
            Answer = Always(e => e.SendAsync(200, "application/rdf+xml", BillionLaughs.Replace("\"haha\"", "SYSTEM \"file:///etc/passwd\"", StringComparison.Ordinal).Replace("&i;", "&a;", StringComparison.Ordinal))),
            Status = RunStatus.Partial, Code = "refused-statement", Says = "which is never resolved", Pitfalls = "64",
        },
        new(Group, "a control character that XML forbids", RdfXml)
        {
            Answer = Changed(text => text.Insert(text.IndexOf("</dct:title>", text.Length / 2, StringComparison.Ordinal), "&#x8;")),
            Status = RunStatus.Succeeded, Code = "control-characters", Whose = Whose.Record, Says = "they were removed", Pitfalls = "63",
        },
        new(Group, "Turtle that breaks in the middle", Turtle)
        {
            Answer = When(e => e.Query("page") is null or "1", e => e.SendChangedAsync(text => text.Insert(text.IndexOf("dct:title", text.Length / 2, StringComparison.Ordinal), "\"open "))),
            Status = RunStatus.Succeeded, Code = "refused-statement", Says = "The statement was left out and the rest was kept",
        },
        new(Group, "an address with a space and brackets", Turtle)
        {
            Answer = When(e => e.Query("page") is null or "1", e => e.SendChangedAsync(text => text.Insert(text.IndexOf('>', text.IndexOf("dcat:downloadURL <", StringComparison.Ordinal)), "?a b[1]"))),
            Status = RunStatus.Succeeded, Code = "invalid-iri", Says = "it was percent-encoded",
        },
        new(Group, "a context on another server", Turtle)
        {
            Answer = Always(e => e.SendAsync(200, "application/ld+json", """{"@context": "https://contexts.example/dcat.jsonld", "@graph": []}""")), Code = "remote-context", Whose = Whose.Ours,
        },
        new(Group, "a million brackets", DataJson) { Answer = Always(e => e.SendAsync(200, "application/json", new string('[', 1_000_000))), Code = "not-rdf", Says = "depth" },
        new(Group, "a hundred thousand nested elements", Table)
        {
            Answer = Always(async e =>
            {
                var page = Encoding.UTF8.GetString((await e.GoodAsync()).Body);
                await e.SendAsync(200, "text/html; charset=utf-8", page.Replace("<body>", "<body>" + string.Concat(Enumerable.Repeat("<div>", 100_000)), StringComparison.Ordinal));
            }),
            Code = "html-too-deep",
        },
        new(Group, "a thousand damaged lines in a CSV", List) { Answer = Always(DamagedAsync), Status = RunStatus.Suspicious },
    ];

    private static string Edit(string text, Action<JsonObject> edit)
    {
        var answer = JsonNode.Parse(text)!;
        edit(answer["result"]!["results"]![0]!.AsObject());
        return answer.ToJsonString();
    }

    private static string Surrogate(string text) => new Regex("\"title\": ?\"").Replace(text, "\"title\":\"\\ud800", 1);

    private static async Task DamagedAsync(Exchange exchange)
    {
        var good = await exchange.GoodAsync();
        var end = Array.IndexOf(good.Body, (byte)'\n') + 1;
        await exchange.SendAsync(200, good.ContentType, [.. good.Body[..end], .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(1, 1000).Select(n => $"\"x{n}\"y\",\"\r\n")))]);
    }
}
