using System.Buffers;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Harvester.Search.Queries;

/// <summary>
/// Lucene's <see cref="DisjunctionMaxQuery"/>, with the same documents and scores, worked out field by field where a whole segment is scored: a word of two characters stands in
/// tens of thousands of documents, and the heap that otherwise keeps the fields side by side, document by document, was half of such a search's time.
/// </summary>
internal sealed class BestFieldQuery(ICollection<Query> fields, float tie) : DisjunctionMaxQuery(fields, tie)
{
    public override Weight CreateWeight(IndexSearcher searcher) => new BestFieldWeight(this, searcher);

    private sealed class BestFieldWeight(BestFieldQuery query, IndexSearcher searcher) : DisjunctionMaxWeight(query, searcher)
    {
        public override BulkScorer? GetBulkScorer(AtomicReaderContext context, bool scoreDocsInOrder, IBits? acceptDocs)
        {
            var scorers = m_weights.Select(weight => weight.GetScorer(context, acceptDocs)).Where(scorer => scorer is not null).ToList();
            return scorers.Count == 0 ? null : new FieldByField(this, scorers, query.TieBreakerMultiplier, context.Reader.MaxDoc);
        }
    }

    /// <summary>Reads each field's documents to their end before the first one is collected.</summary>
    private sealed class FieldByField(Weight weight, List<Scorer> fields, float tie, int documents) : BulkScorer
    {
        private FixedBitSet? found;
        private float[] best = [];
        private float[] sum = [];
        private int next;

        /// <inheritdoc/>
        public override bool Score(ICollector collector, int max)
        {
            if (found is null)
                ReadFields(found = new FixedBitSet(documents));
            var current = new Current(weight);
            collector.SetScorer(current);
            for (; next >= 0 && next < max; next = After(next))
            {
                current.At(next, best[next] + ((sum[next] - best[next]) * tie));
                collector.Collect(next);
            }

            if (next >= 0)
                return true;
            Return();
            return false;
        }

        private void ReadFields(FixedBitSet documentsFound)
        {
            best = Zeros();
            sum = Zeros();
            foreach (var field in fields)
            {
                for (var document = field.NextDoc(); document != DocIdSetIterator.NO_MORE_DOCS; document = field.NextDoc())
                {
                    var score = field.GetScore();
                    documentsFound.Set(document);
                    best[document] = Math.Max(best[document], score);
                    sum[document] += score;
                }
            }

            next = documentsFound.NextSetBit(0);
        }

        private int After(int document) => document + 1 < documents ? found!.NextSetBit(document + 1) : -1;

        private float[] Zeros()
        {
            var zeros = ArrayPool<float>.Shared.Rent(documents);
            zeros.AsSpan(0, documents).Clear();
            return zeros;
        }

        private void Return()
        {
            ArrayPool<float>.Shared.Return(best);
            ArrayPool<float>.Shared.Return(sum);
            (best, sum) = ([], []);
        }
    }

    /// <summary>What a collector is told of the document that it gets.</summary>
    private sealed class Current(Weight weight) : Scorer(weight)
    {
        private int document = -1;
        private float score;

        public override int DocID => document;

        public override int Freq => 1;

        public void At(int next, float scored) => (document, score) = (next, scored);

        public override float GetScore() => score;

        public override int NextDoc() => throw new NotSupportedException();

        public override int Advance(int target) => throw new NotSupportedException();

        public override long GetCost() => 1;
    }
}
