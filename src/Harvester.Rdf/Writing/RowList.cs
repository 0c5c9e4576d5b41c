namespace Harvester.Rdf.Writing;

/// <summary>A list of structures that are changed in place, and whose memory is used again.</summary>
internal sealed class RowList<T>
    where T : struct
{
    private T[] rows = new T[256];

    public int Count { get; private set; }

    public ref T this[int index] => ref rows[index];

    public Span<T> Span => rows.AsSpan(0, Count);

    /// <summary>The index of the new row.</summary>
    public int Add(in T row)
    {
        if (Count == rows.Length)
            Array.Resize(ref rows, rows.Length * 2);
        rows[Count] = row;
        return Count++;
    }

    public void RemoveLast() => Count--;

    public void Clear() => Count = 0;
}
