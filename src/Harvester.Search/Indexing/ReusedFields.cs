using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace Harvester.Search.Indexing;

/// <summary>
/// Fields of whole values that one document after another uses: a new one makes a token stream with attributes, which costs Lucene ten times what the value does. A document has to
/// be added before the next one begins.
/// </summary>
internal sealed class ReusedFields
{
    // Few documents have thousands of values; theirs are not kept.
    private const int MostKept = 64;

    private static readonly FieldType Whole = Frozen(new FieldType { IsIndexed = true, IsTokenized = false, OmitNorms = true, IndexOptions = IndexOptions.DOCS_ONLY });
    private static readonly FieldType Instants = Frozen(new FieldType(Int64Field.TYPE_NOT_STORED) { NumericPrecisionStep = IndexFields.InstantPrecision });

    private readonly Dictionary<string, List<Field>> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> used = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Int64Field> instants = new(StringComparer.Ordinal);

    /// <summary>The next document.</summary>
    public void Begin() => used.Clear();

    public Field Value(string name, string value)
    {
        if (!values.TryGetValue(name, out var fields))
            values[name] = fields = [];
        var place = used.GetValueOrDefault(name);
        used[name] = place + 1;
        if (place < fields.Count)
        {
            fields[place].SetStringValue(value);
            return fields[place];
        }

        var field = new Field(name, value, Whole);
        if (place < MostKept)
            fields.Add(field);
        return field;
    }

    public Int64Field Instant(string name, long value)
    {
        if (!instants.TryGetValue(name, out var field))
            return instants[name] = new Int64Field(name, value, Instants);
        field.SetInt64Value(value);
        return field;
    }

    private static FieldType Frozen(FieldType type)
    {
        type.Freeze();
        return type;
    }
}
