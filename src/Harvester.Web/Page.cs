namespace Harvester.Web;

/// <summary>One page of a list, read with one entry too many: whether there is a next page is known, never guessed from a full one.</summary>
public sealed record Page<T>
{
    /// <param name="read">What the store gave when it was asked for <paramref name="size"/> + 1.</param>
    public Page(IReadOnlyList<T> read, int size)
    {
        HasMore = read.Count > size;
        Items = HasMore ? [.. read.Take(size)] : read;
    }

    public IReadOnlyList<T> Items { get; }
    public bool HasMore { get; }

    /// <summary>The cursor after the last entry, or null at the end.</summary>
    public string? Next(Func<T, string> cursor) => HasMore ? cursor(Items[^1]) : null;
}
