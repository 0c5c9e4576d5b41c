using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Harvester.Search.Searching;

/// <summary>
/// Remembers which documents a query found, for counting, and ranks those that the choices let through. Memory: a bit for each document, and what is to be
/// shown up to the end of the page.
/// </summary>
/// <param name="best">How many are ranked.</param>
/// <param name="allowed">What is found outside of these is not there; null: all are.</param>
/// <param name="chosen">Null: no choice was made.</param>
internal sealed class HitCollector(int documents, HitOrder order, int best, FixedBitSet? allowed, FixedBitSet? chosen) : ICollector
{
    private static readonly Comparer<long[]> WorstFirst = Comparer<long[]>.Create(static (one, other) => one.AsSpan().SequenceCompareTo(other));
    private readonly PriorityQueue<long[], long[]> ranked = new(WorstFirst);
    private long[] row = new long[order.Count + 1];
    private int start;
    private long worst;

    /// <summary>What the query found, whatever was chosen.</summary>
    public FixedBitSet Found { get; } = new(documents);

    public bool AcceptsDocsOutOfOrder => true;

    public void SetScorer(Scorer scorer) => order.Read(scorer);

    public void SetNextReader(AtomicReaderContext context)
    {
        start = context.DocBase;
        order.Read(context);
    }

    public void Collect(int doc)
    {
        var document = start + doc;
        if (allowed?.Get(document) == false)
            return;
        Found.Set(document);
        if (best == 0 || chosen?.Get(document) == false)
            return;
        row[0] = order.First(doc);
        // Most are worse by the first key already.
        if (ranked.Count == best && row[0] < worst)
            return;
        order.Rest(doc, row);
        row[^1] = document;
        if (ranked.Count < best)
        {
            ranked.Enqueue(row, row);
            row = new long[order.Count + 1];
            worst = ranked.Peek()[0];
        }
        else if (WorstFirst.Compare(row, ranked.Peek()) > 0)
        {
            row = ranked.DequeueEnqueue(row, row);
            worst = ranked.Peek()[0];
        }
    }

    /// <summary>The documents from the best on.</summary>
    public IReadOnlyList<int> Ranked()
    {
        var documents = new int[ranked.Count];
        for (var i = documents.Length - 1; i >= 0; i--)
            documents[i] = (int)ranked.Dequeue()[^1];
        return documents;
    }
}
