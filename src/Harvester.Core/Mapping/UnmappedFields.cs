using System.Text;
using System.Text.Json;
using Harvester.Core.Model;

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

    private static readonly string Further = "…";

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
    /// <param name="payload">One JSON object.</param>
    internal IReadOnlyList<UnmappedField> In(ReadOnlyMemory<byte> payload)
    {
        var reader = new Utf8JsonReader(payload.Span, new JsonReaderOptions { MaxDepth = JsonDepth.Most });
        var walk = new Walk(this, payload);
        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            walk.Members(ref reader, root, inList: false);
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

    private struct Walk(UnmappedFields all, ReadOnlyMemory<byte> payload)
    {
        internal List<UnmappedField>? Found { get; private set; }

        /// <param name="reader">Stands on the object's beginning; afterwards on its end.</param>
        internal void Members(ref Utf8JsonReader reader, PathNode node, bool inList)
        {
            Span<byte> unescaped = stackalloc byte[256];
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                scoped ReadOnlySpan<byte> name = reader.ValueSpan;
                if (reader.ValueIsEscaped && name.Length <= unescaped.Length)
                    name = unescaped[..reader.CopyString(unescaped)];
                var child = node.Find(name);
                if (child is null && (name is [(byte)'@', ..] || (node.IsRead && IsLanguage(name))))
                {
                    Own(ref reader, node, name);
                    continue;
                }

                child ??= all.Learn(node, name, inList);
                reader.Read();
                Value(ref reader, child, inList);
            }
        }

        /// <summary>A member that is the node's own value in another dress: of a literal or a node of RDF, or one of its languages.</summary>
        private void Own(ref Utf8JsonReader reader, PathNode node, scoped ReadOnlySpan<byte> name)
        {
            var isValue = name.SequenceEqual("@value"u8);
            reader.Read();
            if (isValue && !node.IsRead && node.Path.Length > 0)
                Add(ref reader, node);
            else
                reader.Skip();
        }

        /// <param name="reader">Stands on the value's first token; afterwards on its last.</param>
        private void Value(ref Utf8JsonReader reader, PathNode node, bool inList)
        {
            if (node.IsPassedOver)
                reader.Skip();
            else if (node.IsUnmapped)
                Add(ref reader, node);
            else if (reader.TokenType == JsonTokenType.StartObject)
                Members(ref reader, node, inList);
            else if (reader.TokenType == JsonTokenType.StartArray)
                Items(ref reader, node);
            else if (!node.IsRead)
                Add(ref reader, node); // a text where the rules look for an object
        }

        private void Items(ref Utf8JsonReader reader, PathNode node)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.StartObject || !Pair(ref reader, node))
                    Value(ref reader, node, inList: true);
            }
        }

        /// <summary>{"key", "value"}, as CKAN's extras are: a member of that name. False, and nothing is read, for any other object.</summary>
        private bool Pair(ref Utf8JsonReader reader, PathNode node)
        {
            var ahead = reader;
            var value = reader;
            var (hasKey, hasValue) = (false, false);
            Span<byte> key = stackalloc byte[256];
            while (!(hasKey && hasValue) && ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
            {
                var (isKey, isValue) = (ahead.ValueTextEquals("key"u8), ahead.ValueTextEquals("value"u8));
                ahead.Read();
                if (isKey && ahead.TokenType == JsonTokenType.String && ahead.ValueSpan.Length <= key.Length)
                {
                    key = key[..ahead.CopyString(key)];
                    hasKey = true;
                }
                else if (isValue)
                {
                    value = ahead;
                    hasValue = true;
                }

                ahead.Skip();
            }

            if (!hasKey || !hasValue)
                return false;
            Value(ref value, node.Find(key) ?? all.Learn(node, key, inList: false), inList: false);
            reader.Skip();
            return true;
        }

        private void Add(ref Utf8JsonReader reader, PathNode node)
        {
            var start = (int)reader.TokenStartIndex;
            var says = reader.TokenType != JsonTokenType.Null;
            var isContainer = reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;
            reader.Skip();
            var json = payload[start..(int)reader.BytesConsumed];
            says &= isContainer ? json.Span[1..^1].ContainsAnyExcept(" \t\r\n"u8) : !json.Span.Trim((byte)'"').Trim((byte)' ').IsEmpty;
            if (!says || Found?.Exists(one => ReferenceEquals(one.Path, node.Path)) == true)
                return;
            (Found ??= []).Add(new UnmappedField(node.Path, json));
        }

        private static bool IsLanguage(ReadOnlySpan<byte> name) => name.Length is >= 2 and <= 35 && JsonText.TagOf(Encoding.UTF8.GetString(name)) is not null;
    }
}
