using System.Text.Json.Nodes;

namespace Harvester.SamplePortals.Ckan;

/// <summary>Solr's <c>sort</c>: fields with asc or desc, separated by commas; equal packages are ordered by name.</summary>
internal static class CkanSort
{
    private static readonly string[] Fields = ["name", "id", "title", "title_string", "metadata_modified", "metadata_created"];

    /// <summary>Null when the text is no sort order.</summary>
    public static Comparison<JsonObject>? Parse(string text)
    {
        var keys = new List<(string Field, int Sign)>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is not [var field, "asc" or "desc"])
                return null;
            if (field == "score") // every package matches equally: q is ignored
                continue;
            if (!Fields.Contains(field))
                return null;
            keys.Add((field == "title_string" ? "title" : field, words[1] == "asc" ? 1 : -1));
        }

        return (left, right) =>
        {
            foreach (var (field, sign) in keys)
            {
                if (Compare(left, right, field) is var order and not 0)
                    return sign * order;
            }

            return Compare(left, right, "name");
        };
    }

    private static int Compare(JsonObject left, JsonObject right, string field) => string.CompareOrdinal((string?)left[field], (string?)right[field]);
}
