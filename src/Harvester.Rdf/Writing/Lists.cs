namespace Harvester.Rdf.Writing;

/// <summary>
/// Finds the RDF collections (RDF Schema 1.1, section 5.2) that a syntax can write as such: each cell has a first and a rest and nothing else, needs no label, and
/// the last one ends in <c>rdf:nil</c>.
/// </summary>
/// <param name="block">The block, once its <see cref="Nesting"/> is known.</param>
/// <param name="literals">Whether the syntax has literals in lists.</param>
internal sealed class Lists(Block block, bool literals)
{
    private const int Yes = 1;
    private const int No = 2;
    private readonly RowList<int> way = new();
    private int first;
    private int rest;
    private int nil;

    public void Begin() => (first, rest, nil) = (block.Terms.Find(Utf8Names.First), block.Terms.Find(Utf8Names.Rest), block.Terms.Find(Utf8Names.Nil));

    /// <summary>Marks the terms that only lists, and only types, are made of (<see cref="TermEntry.IsUnwritten"/>).</summary>
    public void MarkUnwritten()
    {
        var cells = 0;
        for (var blank = 0; blank < block.Blanks.Count; blank++)
            cells += IsList(blank) ? 1 : 0;
        Mark(first, cells);
        Mark(rest, cells);
        Mark(block.Type, block.TypeRows);
        if (nil >= 0)
            block.Terms[nil].IsUnwritten = block.Terms[nil] is { Node: -1, IsPredicate: false };
    }

    private void Mark(int term, int uses)
    {
        if (term >= 0)
            block.Terms[term].IsUnwritten = block.Terms[term].Uses == uses;
    }

    public bool IsNil(int term) => term == nil;

    /// <summary>Whether a list begins at a blank node. Each cell is looked at once, however long the lists.</summary>
    public bool IsList(int blank)
    {
        way.Clear();
        var verdict = 0;
        while (verdict == 0)
        {
            ref var entry = ref block.Blanks[blank];
            if (entry.List != 0)
                verdict = entry.List;
            else if (!entry.IsAnonymous || entry.References != 1 || entry.Nodes != 1 || !TryCell(blank, out _, out var next))
                verdict = entry.List = No;
            else
            {
                way.Add(blank);
                blank = next < 0 ? -1 : block.Terms[next].Extra;
                verdict = next == nil ? Yes : next >= 0 && block.Terms[next].Kind == TermKind.BlankNode ? 0 : No;
            }
        }
        foreach (var passed in way.Span)
            block.Blanks[passed].List = verdict;
        return verdict == Yes;
    }

    /// <summary>The item of a list's cell, and the next cell, a blank node, or -1 at the end.</summary>
    public int Item(int cell, out int next)
    {
        TryCell(cell, out var item, out var tail);
        next = tail == nil ? -1 : block.Terms[tail].Extra;
        return item;
    }

    private bool TryCell(int blank, out int item, out int next)
    {
        var row = block.Nodes[block.Blanks[blank].Node].First;
        var (hasFirst, hasRest) = (false, false);
        (item, next) = (0, 0);
        for (; row >= 0; row = block.Rows[row].Next)
        {
            ref var one = ref block.Rows[row];
            if (one.Predicate == first && !hasFirst)
                (item, hasFirst) = (one.Object, true);
            else if (one.Predicate == rest && !hasRest)
                (next, hasRest) = (one.Object, true);
            else
                return false;
        }
        return hasFirst && hasRest && (literals || item >= 0);
    }
}
