using System.Collections.Frozen;
using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>Where the source has several values and the schema holds one: which is taken, which belong together, and what is told of the others.</summary>
internal sealed partial class RecordReader
{
    private HashSet<(string, string)>? told;

    /// <summary>The first text that is wanted.</summary>
    internal string? Text(string field, Func<string, bool> wanted)
    {
        foreach (var path in Rule(field).Paths)
        {
            if (Best(field, path, wanted) is { } text)
                return text;
        }

        return Rule(field).Default is { } other ? Default(field, other) : null;
    }

    /// <summary>Every text of every path.</summary>
    internal List<string> Texts(string field)
    {
        var texts = new List<string>();
        foreach (var path in Rule(field).Paths)
        {
            Find(path);
            foreach (var value in found)
            {
                if (JsonText.Of(value) is { } text && Normalisers.Text.Clean(text, out _) is { Length: > 0 } clean && !texts.Contains(clean))
                    texts.Add(clean);
            }
        }

        return texts;
    }

    /// <summary>
    /// The parts of one contact, period or checksum, in the order of <paramref name="group"/>: all of the first party that has any, and what is
    /// said of nobody in particular. Further ones are told, not mixed in.
    /// </summary>
    internal string?[] Together(string name, IReadOnlyList<string> group, (Party[] Parties, FrozenDictionary<string, CompiledRule> Shared) rules)
    {
        string?[]? parts = null;
        foreach (var party in rules.Parties)
        {
            if (!party.MayBeIn(names))
                continue;
            foreach (var item in party.In(root))
            {
                var reader = new RecordReader(item, party.Fields, prefix, language, split, parts is null ? problems : problems.Unheard(), buffers, party.Member is null ? names : null);
                var values = new string?[group.Count];
                for (var i = 0; i < values.Length; i++)
                    values[i] = reader.Text(group[i]);
                if (Array.TrueForAll(values, value => value is null))
                    continue;
                if (parts is null)
                    parts = values;
                else if (values.Where((value, i) => value is not null && value != parts[i]).Distinct().ToArray() is { Length: > 0 } others)
                    Several(name, others!, "The record has several; the parts of the first are taken.");
            }

            if (parts is not null)
                break;
        }

        parts ??= new string?[group.Count];
        if (rules.Shared.Count == 0)
            return parts;
        var shared = new RecordReader(root, rules.Shared, prefix, language, split, problems, buffers, names);
        for (var i = 0; i < parts.Length; i++)
            parts[i] ??= shared.Text(group[i]);
        foreach (var field in shared.defaults ?? [])
            Default(field, "");
        return parts;
    }

    /// <summary>Tells once what of several values was not taken.</summary>
    internal void Several(string field, IEnumerable<string> others, string detail)
    {
        var left = string.Join(" | ", others);
        told ??= [];
        // Two fields that read the same nodes (a licence's id and address) leave the same ones.
        if (told.Add(("field", field)) & told.Add(("left", left)))
            Report("several-values", Severity.Info, Whose.Record, field, left, detail);
    }

    private string? Best(string field, ValuePath path, Func<string, bool> wanted)
    {
        Find(path);
        string? best = null;
        var rank = int.MaxValue;
        List<string>? all = null;
        foreach (var value in found)
        {
            if (JsonText.Of(value) is not { } text || Clean(field, text) is not { Length: > 0 } clean || !wanted(clean))
                continue;
            if (value.ValueKind == JsonValueKind.Object || path.EndsAtNode)
                (all ??= []).Add(clean);
            var own = Rank(value);
            if (own >= rank)
                continue;
            rank = own;
            best = clean;
        }

        if (all is { Count: > 1 } && all.Where(text => text != best).Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } others)
            Several(field, others, "The field holds one text and the source has several; the best known language, or the first, is taken.");
        return best;
    }

    /// <summary>The order of <see cref="LanguageMap.Best"/>.</summary>
    private static int Rank(JsonElement value)
    {
        var tag = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("@language"u8, out var stated) && stated.ValueKind == JsonValueKind.String
            ? JsonText.TagOf(stated.GetString()!)?.Split('-')[0]
            : null;
        return tag switch { "ja" => 0, "en" => 1, null or LanguageMap.Undetermined => 2, _ => 3 };
    }
}
