using Lucene.Net.Search.Similarities;

namespace Harvester.Search.Searching;

/// <summary>
/// BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) without the rarity of words, and with little room for count and length: between
/// 0.7 and 1.6. So the weight of the field decides first, and 人口 in a title comes before any number of them in a description. Rarity is told
/// by nothing in a query all of whose words are to occur.
/// </summary>
internal sealed class FieldSimilarity() : BM25Similarity(0.6f, 0.3f)
{
    protected override float Idf(long docFreq, long numDocs) => 1;
}
