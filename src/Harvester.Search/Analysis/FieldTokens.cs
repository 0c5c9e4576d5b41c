using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Harvester.Search.Analysis;

/// <summary>The tokens of a field's values for Lucene; no phrase reaches from one value into the next. Reused: one field of one document at a time.</summary>
internal sealed class FieldTokens : TokenStream
{
    private const int Gap = 100;
    private readonly ICharTermAttribute term;
    private readonly IPositionIncrementAttribute increment;
    private readonly FoldedText folded = new();
    private readonly TextTokens tokens = new();
    private IReadOnlyList<string> values = [];
    private int value;
    private int before;
    private int offset;

    public FieldTokens()
    {
        term = AddAttribute<ICharTermAttribute>();
        increment = AddAttribute<IPositionIncrementAttribute>();
    }

    public FieldTokens Read(IReadOnlyList<string> texts)
    {
        values = texts;
        return this;
    }

    public override void Reset()
    {
        base.Reset();
        value = -1;
        before = offset = -1;
        NextValue();
    }

    public override bool IncrementToken()
    {
        while (!tokens.MoveNext())
        {
            if (!NextValue())
                return false;
        }

        var text = tokens.Term;
        term.Length = 0;
        if (term.Buffer.Length < text.Length)
            term.ResizeBuffer(text.Length);
        text.CopyTo(term.Buffer);
        term.Length = text.Length;
        var position = offset + tokens.Position;
        increment.PositionIncrement = position - before;
        before = position;
        return true;
    }

    private bool NextValue()
    {
        if (++value >= values.Count)
            return false;
        offset = before < 0 ? 0 : before + Gap;
        tokens.Read(folded.Read(values[value]));
        return true;
    }
}
