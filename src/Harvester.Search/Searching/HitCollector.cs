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
        if (ranked.Count < best)
        {
            Read(doc, from: 0);
            ranked.Enqueue(row, row);
            row = new long[order.Count + 1];
        }
        else if (IsBetter(doc, ranked.Peek()))
        {
            row = ranked.DequeueEnqueue(row, row);
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

    /// <summary>Reads key by key, as most are worse by the first one already; <see cref="row"/> is whole where it is better.</summary>
    private bool IsBetter(int doc, long[] worst)
    {
        for (var key = 0; key < order.Count; key++)
        {
            row[key] = order.Value(key, doc);
            if (row[key] == worst[key])
                continue;
            if (row[key] < worst[key])
                return false;
            Read(doc, from: key + 1);
            return true;
        }

        row[^1] = start + doc;
        return row[^1] > worst[^1];
    }

    private void Read(int doc, int from)
    {
        for (var key = from; key < order.Count; key++)
            row[key] = order.Value(key, doc);
        row[^1] = start + doc;
    }
}
