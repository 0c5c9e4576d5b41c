namespace Harvester.Rdf.Writing;

/// <summary>Writes what <see cref="BlockWalker"/> comes past in one syntax. All numbers are those of the block.</summary>
internal abstract class BlockSyntax(OutputBuffer output, Block block)
{
    /// <summary>The levels of nesting that a blank node in place takes, for readers that limit them.</summary>
    public abstract int LevelsOfNode { get; }

    /// <summary>The levels of nesting that a list takes.</summary>
    public abstract int LevelsOfList { get; }

    /// <summary>Whether lists have literals in them.</summary>
    public virtual bool ListsHaveLiterals => true;

    /// <summary>Whether lists have lists in them.</summary>
    public virtual bool ListsHaveLists => true;

    protected OutputBuffer Output => output;

    protected Block Block => block;

    /// <summary>What comes before a block's statements: the first block's is also the document's.</summary>
    public abstract void BeginBlock(bool isFirst);

    /// <summary>What ends the document. There was a block, but it may have been empty.</summary>
    public abstract void EndDocument();

    public abstract void BeginGraph(int name);

    public abstract void EndGraph(int name);

    public abstract void BeginSubject(int node, bool isAnonymous);

    public abstract void EndSubject(int node, bool isAnonymous);

    /// <summary>Before the objects of a predicate, which are this row's and, where there are several, those that follow it.</summary>
    public virtual void BeginPredicate(int row, bool isFirst, bool hasSeveral, int depth)
    {
    }

    public virtual void EndPredicate(bool hasSeveral)
    {
    }

    public abstract void Literal(in Place place, in LiteralEntry literal);

    public abstract void Iri(in Place place, int term);

    /// <summary>A blank node by its label.</summary>
    public abstract void Blank(in Place place, int term);

    /// <summary>A blank node of which nothing is said.</summary>
    public virtual void EmptyBlank(in Place place, int term) => Blank(place, term);

    public abstract void EmptyList(in Place place, int term);

    public abstract void BeginNested(in Place place, int node);

    public abstract void EndNested(in Place place, int node);

    public abstract void BeginList(in Place place);

    public abstract void EndList(in Place place);
}
