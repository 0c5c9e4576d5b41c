namespace Harvester.Rdf.Writing;

/// <summary>
/// Finds the blank nodes that need no label: each is an object once at most and a subject in one graph at most, the same; it names no graph; nothing else of it can come; and
/// going from object to subject, one does not come back to it.
/// </summary>
internal static class Nesting
{
    private const int Unseen = 0;

    public static void Find(Block block)
    {
        var blanks = block.Blanks;
        foreach (ref var blank in blanks.Span)
            blank.IsAnonymous = IsCandidate(block, blank);
        for (var start = 0; start < blanks.Count; start++)
            BreakCycle(block, start);
    }

    private static bool IsCandidate(Block block, in BlankEntry blank)
    {
        if (blank.IsGraphName || !block.IsKnown(blank) || blank.Nodes > 1)
            return false;
        return blank.References switch
        {
            0 => blank.Nodes == 1,
            1 => blank.Nodes == 0 || block.Nodes[blank.Node].Graph == block.Nodes[blank.Parent].Graph,
            _ => false,
        };
    }

    // A way goes up to where one has been before: each node is passed once.
    private static void BreakCycle(Block block, int start)
    {
        var blanks = block.Blanks;
        var way = start + 1;
        var at = start;
        while (at >= 0 && blanks[at].Visit == Unseen)
        {
            blanks[at].Visit = way;
            at = Above(block, at);
        }
        if (at >= 0 && blanks[at].Visit == way)
            blanks[at].IsAnonymous = false;
    }

    // The blank node that this one would be nested in; -1 where there is none.
    private static int Above(Block block, int at)
    {
        ref var blank = ref block.Blanks[at];
        if (!blank.IsAnonymous || blank.References == 0)
            return -1;
        ref var subject = ref block.Terms[block.Nodes[blank.Parent].Subject];
        return subject.Kind == TermKind.BlankNode ? subject.Extra : -1;
    }
}
