using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Api;

/// <summary><c>/api/v1/duplicates</c>: the groups of records of one dataset, each with what speaks for it.</summary>
internal static class DuplicatesApi
{
    public static readonly IReadOnlyList<ApiParameter> Parameters = [ApiParameter.Limit, ApiParameter.Cursor];

    /// <summary>In the order of the canonical ids, from which the cursor is made.</summary>
    public static async Task<IResult> List(HttpRequest request, IStore store, CancellationToken cancellationToken)
    {
        var parameters = new ApiParameters(request, Parameters);
        var limit = parameters.Limit();
        parameters.Check();
        var page = new Page<DuplicateGroup>(await store.Duplicates.GroupsAsync(parameters.Text("cursor"), limit + 1, cancellationToken), limit);
        var total = await store.Duplicates.CountGroupsAsync(cancellationToken);
        // Read one after the other, as they are written: a thousand groups are some thousand documents.
        return JsonStream.List(page.Items, page.Next(group => group.Canonical), total, (json, group) => WriteAsync(json, group, store, cancellationToken));
    }

    private static async Task WriteAsync(Utf8JsonWriter json, DuplicateGroup group, IStore store, CancellationToken cancellationToken)
    {
        var members = new List<Dataset>(group.Members.Count);
        foreach (var id in group.Members)
        {
            // Moved or erased since the group was found: it is on its way out.
            if (await store.Datasets.GetAsync(id, cancellationToken) is { } dataset && dataset.Id == id)
                members.Add(dataset);
        }

        var verdicts = await store.Duplicates.VerdictsAsync(group.Members, cancellationToken);
        json.WriteStartObject();
        json.WriteString("canonical", group.Canonical);
        json.WriteStartArray("members");
        foreach (var member in members)
            Member(json, member);
        json.WriteEndArray();
        json.WriteStartArray("relations");
        foreach (var (from, relation) in members.SelectMany(member => (member.Annotations?.Relations ?? []).Select(relation => (member.Id, relation))))
        {
            // What holds both ways within the group is told once.
            if (relation.Kind is RelationKind.Contains || string.CompareOrdinal(from, relation.Id) < 0 || !group.Members.Contains(relation.Id))
                Relation(json, from, relation);
        }

        json.WriteEndArray();
        json.WriteStartArray("verdicts");
        foreach (var verdict in verdicts)
            Verdict(json, verdict);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Member(Utf8JsonWriter json, Dataset member)
    {
        json.WriteStartObject();
        json.WriteString("id", member.Id);
        json.WriteString("title", member.Title.Best());
        json.WriteString("publisher", member.Publisher.Code);
        json.WriteString("source", member.Provenance.Source);
        json.WriteString("url", member.Provenance.RecordUrl ?? member.LandingPage);
        json.WriteNumber("distributions", member.Distributions.Count);
        json.WriteEndObject();
    }

    private static void Relation(Utf8JsonWriter json, string from, Relation relation)
    {
        json.WriteStartObject();
        json.WriteString("from", from);
        json.WriteString("to", relation.Id);
        json.WriteString("kind", EnumWord.Of(relation.Kind));
        json.WriteString("evidence", relation.Evidence);
        json.WriteEndObject();
    }

    // Who said it stays inside: the name is a person's.
    private static void Verdict(Utf8JsonWriter json, DuplicateVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("first", verdict.First);
        json.WriteString("second", verdict.Second);
        json.WriteString("verdict", EnumWord.Of(verdict.Kind));
        json.WriteString("at", verdict.At.UtcDateTime);
        json.WriteEndObject();
    }
}
