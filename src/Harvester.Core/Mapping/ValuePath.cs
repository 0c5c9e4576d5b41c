using System.Text;
using System.Text.Json;

namespace Harvester.Core.Mapping;

/// <summary>
/// A dotted path into a payload, compiled: <c>organization.title</c>. A list on the way is gone through item by item; in a list of
/// <c>{"key", "value"}</c> pairs (CKAN's extras) a step finds the item with that key. A step in angle brackets may hold dots:
/// <c>&lt;contactPoint.name&gt;</c>, <c>&lt;http://example.org/terms#a.b&gt;</c>.
/// </summary>
internal sealed class ValuePath
{
    private readonly byte[][] steps;
    private readonly int first;
    private readonly int extra;

    private ValuePath(byte[][] steps)
    {
        this.steps = steps;
        first = MemberNames.Place(steps.Length > 0 ? steps[0] : []);
        extra = steps.Length > 1 && steps[0].AsSpan().SequenceEqual("extras"u8) ? MemberNames.Place(steps[1]) : -1;
    }

    /// <exception cref="FormatException">An empty step, or a bracket that is not closed.</exception>
    internal static ValuePath Parse(string path)
    {
        var steps = new List<byte[]>();
        for (var at = 0; at <= path.Length;)
        {
            var bracketed = at < path.Length && path[at] == '<';
            var start = bracketed ? at + 1 : at;
            var end = path.IndexOf(bracketed ? '>' : '.', start);
            if (bracketed && end < 0)
                throw new FormatException($"The path \"{path}\" opens a bracket and does not close it.");
            var step = end < 0 ? path[start..] : path[start..end];
            if (step.Trim().Length == 0)
                throw new FormatException($"The path \"{path}\" has an empty step.");
            steps.Add(Encoding.UTF8.GetBytes(step.Trim()));
            at = end < 0 ? path.Length + 1 : end + 1;
            if (bracketed && at < path.Length && path[at++] != '.')
                throw new FormatException($"The path \"{path}\" needs a dot after a bracket.");
            else if (bracketed && at == path.Length)
                break;
        }

        return new ValuePath([.. steps]);
    }

    /// <summary>
    /// Whose value this is: the list or object that it stands in (<c>dcat:contactPoint</c>), or what its name begins with
    /// (<c>maintainer_email</c>, <c>extras.temporal_start</c>); null for an extra that is of nobody in particular (<c>extras.電話番号</c>).
    /// </summary>
    internal string? Party
    {
        get
        {
            if (IsWithin)
                return Encoding.UTF8.GetString(steps[0]);
            var name = Encoding.UTF8.GetString(steps[^1]);
            var end = name.LastIndexOfAny(['_', '-', '.']);
            var begins = end < 0 ? name : name[..end];
            return steps.Length == 1 ? "_" + begins : end < 0 ? null : "extras_" + begins;
        }
    }

    /// <summary>The names on the way, in UTF-8.</summary>
    internal IReadOnlyList<byte[]> Steps => steps;

    /// <summary>True when the value stands in an object of its own, not among the record's members or extras.</summary>
    internal bool IsWithin => steps.Length > 1 && !steps[0].AsSpan().SequenceEqual("extras"u8);

    /// <summary>True when the value is a node's own address.</summary>
    internal bool EndsAtNode => steps[^1].AsSpan().SequenceEqual("@id"u8);

    /// <summary>The path from within that object.</summary>
    internal ValuePath Inner => new(steps[1..]);

    /// <summary>False: a root with these names has nothing there.</summary>
    internal bool MayLeadInto(in MemberNames names) => steps.Length == 0 || (names.MayHave(first) && (extra < 0 || names.MayHaveExtra(extra)));

    /// <summary>The first value that says something: no null, no blank text, no empty list.</summary>
    internal bool TryFirst(JsonElement root, out JsonElement value) => First(root, 0, out value);

    /// <summary>Adds every value that says something.</summary>
    internal void All(JsonElement root, List<JsonElement> into) => Every(root, 0, into);

    private bool First(JsonElement element, int step, out JsonElement value)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                if (step < steps.Length && IsPair(item, steps[step], out var paired) ? First(paired, step + 1, out value) : First(item, step, out value))
                    return true;
            }
        }
        else if (step == steps.Length)
        {
            value = element;
            return Says(element);
        }
        else if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(steps[step], out var child))
        {
            return First(child, step + 1, out value);
        }

        value = default;
        return false;
    }

    private void Every(JsonElement element, int step, List<JsonElement> into)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                if (step < steps.Length && IsPair(item, steps[step], out var paired))
                    Every(paired, step + 1, into);
                else
                    Every(item, step, into);
            }
        }
        else if (step == steps.Length)
        {
            if (Says(element))
                into.Add(element);
        }
        else if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(steps[step], out var child))
        {
            Every(child, step + 1, into);
        }
    }

    private static bool IsPair(JsonElement item, byte[] key, out JsonElement value)
    {
        value = default;
        return item.ValueKind == JsonValueKind.Object
            && item.TryGetProperty("key"u8, out var name) && name.ValueKind == JsonValueKind.String && name.ValueEquals(key)
            && item.TryGetProperty("value"u8, out value);
    }

    private static bool Says(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => !IsBlank(element),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => true,
        JsonValueKind.Object => element.GetPropertyCount() > 0,
        _ => false,
    };

    // Without making a string of it: most empty members of a CKAN record are "" or null.
    private static bool IsBlank(JsonElement element) =>
        element.ValueEquals(""u8) || (System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element) is { Length: <= 24 } raw && raw[1] is (byte)' ' or (byte)'\\' or > 127 && string.IsNullOrWhiteSpace(element.GetString()));
}
