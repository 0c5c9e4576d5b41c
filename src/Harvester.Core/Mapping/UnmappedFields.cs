using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Harvester.Core.Mapping;

/// <summary>
/// What no rule of one source reads: the paths of all rules as one tree, and a walk of the payload beside it. What the rules read, or the crosswalk ignores by
/// name, is passed over without a look inside; of the rest each topmost member is named once a record. Members that say nothing (null, "", [], {}) are
/// none. New names join the tree as they are met, so that a name is put together once a source and not once a record; the result does not depend on them.
/// </summary>
internal sealed class UnmappedFields
{
    private const int MostNames = 1000;
    private const int LongestName = 200;

    /// <summary>Stands for names beyond what is remembered.</summary>
    internal const string Further = "…";

    private readonly PathNode root = new([], "");
    private readonly Lock gate = new();
    private int names;

    /// <param name="read">Paths of rules, those within files from the record's root on.</param>
    /// <param name="ignored">Paths that are known and left alone, with all that is in them; the last step may end with *.</param>
    internal UnmappedFields(IEnumerable<IReadOnlyList<byte[]>> read, IEnumerable<IReadOnlyList<byte[]>> ignored)
    {
        foreach (var path in read)
            At(path).IsRead = true;
        foreach (var path in ignored)
        {
            if (path[^1] is [.. var begins, (byte)'*'])
                At([.. path.SkipLast(1)]).IgnoredPrefixes.Add(begins);
            else
                At(path).IsIgnored = true;
        }
    }

    /// <summary>The members that nothing reads, in the order of the payload.</summary>
    /// <param name="record">The parsed payload; its strings are not made for this.</param>
    /// <param name="payload">The bytes that it was parsed from.</param>
    internal IReadOnlyList<UnmappedField> In(JsonElement record, ReadOnlyMemory<byte> payload)
    {
        var walk = new Walk(this, payload);
        walk.Members(record, root, inList: false);
        return walk.Found ?? (IReadOnlyList<UnmappedField>)[];
    }

    private PathNode At(IReadOnlyList<byte[]> path)
    {
        var node = root;
        foreach (var step in path)
            node = node.Find(step) ?? node.Add(new PathNode(step, Joined(node, step, inList: false)));
        return node;
    }

    /// <summary>A name that is met for the first time.</summary>
    private PathNode Learn(PathNode parent, scoped ReadOnlySpan<byte> name, bool inList)
    {
        lock (gate)
        {
            if (parent.Find(name) is { } known)
                return known;
            if (names == MostNames)
                return new PathNode([], Further) { IsUnmapped = true };
            names++;
            var ignored = parent.Ignores(name);
            return parent.Add(new PathNode(name.ToArray(), Joined(parent, name, inList)) { IsUnmapped = !ignored, IsIgnored = ignored });
        }
    }

    private static string Joined(PathNode parent, scoped ReadOnlySpan<byte> name, bool inList)
    {
        var text = Encoding.UTF8.GetString(name);
        var path = parent.Path.Length == 0 ? text : $"{parent.Path}{(inList ? "[]" : "")}.{text}";
        return path.Length <= LongestName ? path : string.Concat(path.AsSpan(0, LongestName), "…");
    }

    private sealed class Walk(UnmappedFields all, ReadOnlyMemory<byte> payload)
    {
        internal List<UnmappedField>? Found { get; private set; }

        internal void Members(JsonElement element, PathNode node, bool inList)
        {
            foreach (var member in element.EnumerateObject())
            {
                var name = JsonMarshal.GetRawUtf8PropertyName(member);
                if (name.Contains((byte)'\\'))
                    name = Encoding.UTF8.GetBytes(member.Name);
                if (node.Find(name) is { } known)
                    Value(member.Value, known, inList);
                else if (name is not [(byte)'@', ..] && !(node.IsRead && IsLanguage(name)))
                    Value(member.Value, all.Learn(node, name, inList), inList);
                else if (name.SequenceEqual("@value"u8) && !node.IsRead && node.Path.Length > 0)
                    Add(member.Value, node); // a literal where the rules look for a node
            }
        }

        private void Value(JsonElement value, PathNode node, bool inList)
        {
            if (node.IsPassedOver)
                return;
            if (node.IsUnmapped)
                Add(value, node);
            else if (value.ValueKind == JsonValueKind.Object)
                Members(value, node, inList);
            else if (value.ValueKind == JsonValueKind.Array)
                Items(value, node);
            else if (!node.IsRead)
                Add(value, node); // a text where the rules look for an object
        }

        /// <summary>A pair of key and value, as CKAN's extras are, is a member of that name.</summary>
        private void Items(JsonElement list, PathNode node)
        {
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("key"u8, out var key) && key.ValueKind == JsonValueKind.String && item.TryGetProperty("value"u8, out var value))
                {
                    var name = JsonMarshal.GetRawUtf8Value(key)[1..^1];
                    if (name.Contains((byte)'\\'))
                        name = Encoding.UTF8.GetBytes(key.GetString()!);
                    Value(value, node.Find(name) ?? all.Learn(node, name, inList: false), inList: false);
                }
                else
                {
                    Value(item, node, inList: true);
                }
            }
        }

        private void Add(JsonElement value, PathNode node)
        {
            if (!Says(value) || Found?.Exists(one => ReferenceEquals(one.Path, node.Path)) == true)
                return;
            var raw = JsonMarshal.GetRawUtf8Value(value);
            payload.Span.Overlaps(raw, out var start);
            (Found ??= []).Add(new UnmappedField(node.Path, payload.Slice(start, raw.Length)));
        }

        private static bool Says(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Null => false,
            JsonValueKind.String => !JsonMarshal.GetRawUtf8Value(value)[1..^1].Trim((byte)' ').IsEmpty,
            JsonValueKind.Array => value.GetArrayLength() > 0,
            JsonValueKind.Object => value.GetPropertyCount() > 0,
            _ => true,
        };

        // What the name of a language could be is one of a text in several languages: title_translated.ja.
        private static bool IsLanguage(ReadOnlySpan<byte> name) => name.Length is >= 2 and <= 35 && JsonText.TagOf(Encoding.UTF8.GetString(name)) is not null;
    }
}
