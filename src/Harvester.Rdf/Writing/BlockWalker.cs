namespace Harvester.Rdf.Writing;

/// <summary>
/// Goes through a block in the order of the document: graph by graph, subject by subject, predicate by predicate, and into what is nested, with a stack of its own.
/// </summary>
internal sealed class BlockWalker(Block block, BlockSyntax syntax)
{
    // The readers of this library allow 256 unless told otherwise; the document itself takes some.
    private const int MaxLevels = 200;
    private const int None = -1;
    private readonly Lists lists = new(block, syntax.ListsHaveLiterals);
    private readonly RowGroups groups = new(block);
    private readonly RowList<WalkFrame> frames = new();
    private readonly Queue<int> deferred = [];
    private int graph;
    private int next;
    private bool isInGraph;

    /// <summary>Begins with a block that is complete.</summary>
    public void Begin()
    {
        Nesting.Find(block);
        lists.Begin();
        lists.MarkUnwritten();
        groups.Begin();
        (graph, next, isInGraph) = (0, None, false);
    }

    /// <summary>Writes the next subject with what is nested in it; false at the block's end.</summary>
    public bool WriteNext()
    {
        if (deferred.TryDequeue(out var node))
        {
            WriteSubject(node);
            return true;
        }
        while (graph < block.Graphs.Count)
        {
            if (!isInGraph)
            {
                isInGraph = true;
                next = block.Graphs[graph].First;
                syntax.BeginGraph(block.Graphs[graph].Name);
            }
            for (; next != None; next = block.Nodes[next].NextInGraph)
            {
                if (IsElsewhere(next))
                    continue;
                WriteSubject(next);
                next = block.Nodes[next].NextInGraph;
                return true;
            }
            syntax.EndGraph(block.Graphs[graph++].Name);
            isInGraph = false;
        }
        return false;
    }

    // Nested, or on its own because it would be nested too deep.
    private bool IsElsewhere(int node)
    {
        ref var subject = ref block.Terms[block.Nodes[node].Subject];
        return subject.Kind == TermKind.BlankNode && block.Blanks[subject.Extra] is { IsAnonymous: true, References: 1 } or { IsDeferred: true };
    }

    private bool IsAnonymous(int node)
    {
        ref var subject = ref block.Terms[block.Nodes[node].Subject];
        return subject.Kind == TermKind.BlankNode && block.Blanks[subject.Extra].IsAnonymous;
    }

    private void WriteSubject(int node)
    {
        var isAnonymous = IsAnonymous(node);
        groups.Sort(node);
        syntax.BeginSubject(node, isAnonymous);
        frames.Add(new WalkFrame { Node = node, Next = block.Nodes[node].First, Predicate = None, Levels = syntax.LevelsOfNode });
        while (frames.Count > 0)
        {
            ref var frame = ref frames[frames.Count - 1];
            if (frame.Next == None)
                EndFrame(frame, isAnonymous);
            else if (frame.IsList)
                WriteItem(ref frame);
            else
                WriteRow(ref frame);
        }
    }

    private void EndFrame(in WalkFrame frame, bool isAnonymous)
    {
        if (!frame.IsList)
            syntax.EndPredicate(frame.HasSeveral);
        if (frame.IsList)
            syntax.EndList(frame.Place);
        else if (frames.Count > 1)
            syntax.EndNested(frame.Place, frame.Node);
        else
            syntax.EndSubject(frame.Node, isAnonymous);
        frames.RemoveLast();
    }

    private void WriteItem(ref WalkFrame frame)
    {
        var place = new Place(None, !frame.HasItem, false, frames.Count);
        frame.HasItem = true;
        WriteObject(lists.Item(frame.Next, out frame.Next), place, frame.Levels);
    }

    private void WriteRow(ref WalkFrame frame)
    {
        var at = frame.Next;
        ref var row = ref block.Rows[at];
        frame.Next = row.Next;
        var isFirst = row.Predicate != frame.Predicate;
        if (isFirst)
        {
            if (frame.Predicate != None)
                syntax.EndPredicate(frame.HasSeveral);
            frame.HasItem = frame.Predicate != None;
            frame.HasSeveral = row.Next != None && block.Rows[row.Next].Predicate == row.Predicate;
            syntax.BeginPredicate(at, !frame.HasItem, frame.HasSeveral, frames.Count);
            frame.Predicate = row.Predicate;
        }
        WriteObject(row.Object, new Place(row.Predicate, isFirst, !frame.HasItem, frames.Count), frame.Levels);
    }

    private void WriteObject(int value, in Place place, int levels)
    {
        if (value < 0)
            syntax.Literal(place, block.Literals[~value]);
        else if (block.Terms[value].Kind == TermKind.BlankNode)
            WriteBlank(value, place, levels);
        else if (lists.IsNil(value))
            syntax.EmptyList(place, value);
        else
            syntax.Iri(place, value);
    }

    private void WriteBlank(int term, in Place place, int levels)
    {
        var at = block.Terms[term].Extra;
        ref var blank = ref block.Blanks[at];
        if (!blank.IsAnonymous)
        {
            syntax.Blank(place, term);
            return;
        }
        if (blank.Nodes == 0)
        {
            syntax.EmptyBlank(place, term);
            return;
        }
        var isList = (syntax.ListsHaveLists || !place.IsInList) && lists.IsList(at);
        levels += isList ? syntax.LevelsOfList : syntax.LevelsOfNode;
        if (levels > MaxLevels)
        {
            // It gets its label after all, and is a subject like others.
            (blank.IsAnonymous, blank.IsDeferred) = (false, true);
            deferred.Enqueue(blank.Node);
            syntax.Blank(place, term);
            return;
        }
        var frame = new WalkFrame { IsList = isList, Node = blank.Node, Next = at, Predicate = None, Place = place, Levels = levels };
        if (isList)
            syntax.BeginList(place);
        else
        {
            groups.Sort(blank.Node);
            syntax.BeginNested(place, blank.Node);
            frame.Next = block.Nodes[blank.Node].First;
        }
        frames.Add(frame);
    }
}
