namespace Harvester.Rdf.Writing;

/// <summary>Brings the statements of a subject with one predicate together: <c>rdf:type</c> first, then the predicates in the order in which they first came.</summary>
internal sealed class RowGroups(Block block)
{
    private readonly RowList<(int First, int Last)> groups = new();

    // For each term one more than the number of its group, counted through all sorted subjects; smaller ones are of subjects before.
    private int[] marks = [];
    private int sorted;

    public void Begin()
    {
        if (marks.Length < block.Terms.Count)
            marks = new int[Math.Max(block.Terms.Count, marks.Length * 2)];
        else
            Array.Clear(marks, 0, block.Terms.Count);
        sorted = 0;
    }

    public void Sort(int node)
    {
        ref var chain = ref block.Nodes[node];
        if (chain.First == chain.Last)
            return;
        groups.Clear();
        var type = -1;
        for (int at = chain.First, next; at >= 0; at = next)
        {
            ref var row = ref block.Rows[at];
            next = row.Next;
            var group = marks[row.Predicate] - 1 - sorted;
            if (group < 0)
            {
                group = groups.Add((at, at));
                marks[row.Predicate] = sorted + group + 1;
                if (row.Predicate == block.Type)
                    type = group;
            }
            else
            {
                block.Rows[groups[group].Last].Next = at;
                groups[group].Last = at;
            }
        }
        sorted += groups.Count;
        Chain(ref chain, type);
    }

    private void Chain(ref BlockNode chain, int type)
    {
        chain.First = groups[Math.Max(type, 0)].First;
        chain.Last = groups[Math.Max(type, 0)].Last;
        for (var group = 0; group < groups.Count; group++)
        {
            if (group == Math.Max(type, 0))
                continue;
            block.Rows[chain.Last].Next = groups[group].First;
            chain.Last = groups[group].Last;
        }
        block.Rows[chain.Last].Next = -1;
    }
}
