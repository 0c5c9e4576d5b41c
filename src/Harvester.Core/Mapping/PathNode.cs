namespace Harvester.Core.Mapping;

/// <summary>
/// One name in the tree of paths of <see cref="UnmappedFields"/>: a hash table of the names below it, whose chains only ever grow at their heads. Any number of
/// threads may look; who adds holds a lock.
/// </summary>
internal sealed class PathNode(byte[] name, string path)
{
    private const int Buckets = 32;

    private PathNode?[]? heads;
    private PathNode? next;

    /// <summary>The whole path, as it is shown.</summary>
    internal string Path => path;

    /// <summary>A rule takes the value that stands here.</summary>
    internal bool IsRead { get; set; }

    /// <summary>Known and left alone, with everything in it that no rule reads.</summary>
    internal bool IsIgnored { get; set; }

    /// <summary>Met in a record, and no rule reads it.</summary>
    internal bool IsUnmapped { get; init; }

    internal List<byte[]> IgnoredPrefixes { get; } = [];

    /// <summary>Nothing in the value is of interest.</summary>
    internal bool IsPassedOver => IsIgnored || (IsRead && heads is null && IgnoredPrefixes.Count == 0);

    internal bool Ignores(ReadOnlySpan<byte> child)
    {
        foreach (var prefix in IgnoredPrefixes)
        {
            if (child.StartsWith(prefix))
                return true;
        }

        return false;
    }

    internal PathNode? Find(ReadOnlySpan<byte> child)
    {
        if (Volatile.Read(ref heads) is not { } table)
            return null;
        var node = Volatile.Read(ref table[Place(child)]);
        while (node is not null && !node.Is(child))
            node = node.next;
        return node;
    }

    internal PathNode Add(PathNode child)
    {
        var table = heads ?? new PathNode?[Buckets];
        child.next = table[child.Place()];
        Volatile.Write(ref table[child.Place()], child);
        Volatile.Write(ref heads, table);
        return child;
    }

    private bool Is(ReadOnlySpan<byte> other) => other.SequenceEqual(name);

    private int Place() => Place(name);

    private static int Place(ReadOnlySpan<byte> name) => MemberNames.Place(name) & (Buckets - 1);
}
