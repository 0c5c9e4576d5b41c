using CsCheck;
using Harvester.Search.Queries;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Xunit;

namespace Harvester.Tests.Search;

/// <summary>Field by field must give what Lucene gives document by document.</summary>
public sealed class BestFieldQueryTests
{
    private const float Tie = 0.1f;
    private static readonly string[] Fields = ["title", "tags", "notes"];
    private static readonly string[] Words = ["a", "b", "c"];

    private static readonly Gen<string[][]> Documents = Gen.Int[0, Words.Length - 1].Select(i => Words[i]).Array[0, 4].Select(words => string.Join(' ', words)).Array[Fields.Length].Array[1, 60];

    [Fact]
    public void DocumentsAndScores_AreThoseOfDisjunctionMaxQuery() => Documents.Sample(documents =>
    {
        using var directory = new RAMDirectory();
        using var writer = Write(directory, documents);
        using var reader = writer.GetReader(applyAllDeletes: true);
        var searcher = new IndexSearcher(reader);
        foreach (var word in Words)
        {
            Equal(searcher, fields => new DisjunctionMaxQuery(fields, Tie), fields => new BestFieldQuery(fields, Tie), word);
            // Beside another optional one it is asked for windows of documents; in a conjunction it goes document by document.
            Equal(searcher, fields => Both(new DisjunctionMaxQuery(fields, Tie), Occur.SHOULD), fields => Both(new BestFieldQuery(fields, Tie), Occur.SHOULD), word);
            Equal(searcher, fields => Both(new DisjunctionMaxQuery(fields, Tie), Occur.MUST), fields => Both(new BestFieldQuery(fields, Tie), Occur.MUST), word);
        }
    });

    private static void Equal(IndexSearcher searcher, Func<Query[], Query> lucene, Func<Query[], Query> ours, string word)
    {
        var expected = Scores(searcher, lucene(OfFields(word)));
        var found = Scores(searcher, ours(OfFields(word)));
        Assert.Equal(expected.Keys.Order(), found.Keys.Order());
        foreach (var (document, score) in expected)
            Assert.Equal(score, found[document], 1e-5f);
    }

    private static Dictionary<int, float> Scores(IndexSearcher searcher, Query query) =>
        searcher.Search(query, Math.Max(1, searcher.IndexReader.MaxDoc)).ScoreDocs.ToDictionary(hit => hit.Doc, hit => hit.Score);

    private static Query[] OfFields(string word) => [.. Fields.Select((field, i) => new TermQuery(new Term(field, word)) { Boost = i + 1 })];

    private static BooleanQuery Both(Query query, Occur occur) => new() { { query, occur }, { new TermQuery(new Term("notes", "b")), occur } };

    // Several segments, and documents that are gone.
    private static IndexWriter Write(RAMDirectory directory, string[][] documents)
    {
        var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new WhitespaceAnalyzer(LuceneVersion.LUCENE_48)) { MergePolicy = NoMergePolicy.COMPOUND_FILES });
        for (var i = 0; i < documents.Length; i++)
        {
            var document = new Document { new StringField("number", $"{i}", Field.Store.NO) };
            for (var field = 0; field < Fields.Length; field++)
                document.Add(new Lucene.Net.Documents.TextField(Fields[field], documents[i][field], Field.Store.NO));
            writer.AddDocument(document);
            if (i % 25 == 24)
                writer.Commit();
        }

        writer.DeleteDocuments(new Term("number", "3"), new Term("number", "27"));
        return writer;
    }
}
