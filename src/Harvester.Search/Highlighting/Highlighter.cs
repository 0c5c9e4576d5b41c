using Harvester.Search.Indexing;
using Lucene.Net.Documents;
using Lucene.Net.Search;

namespace Harvester.Search.Highlighting;

/// <summary>Finds what a query was found by in a title and a description.</summary>
internal sealed class Highlighter(IReadOnlyList<Query> queries)
{
    private const int LongestTitle = 300;
    private const int LongestNotes = 200;

    private readonly Needles title = Needles.Of(queries, IndexFields.Title);
    private readonly Needles notes = Needles.Of(queries, IndexFields.Notes);

    public IReadOnlyDictionary<string, Passage> Of(Document document) => new Dictionary<string, Passage>
    {
        ["title"] = Passages.Of(document.Get(IndexFields.ShownTitle) ?? "", title, LongestTitle),
        ["notes"] = Passages.Of(document.Get(IndexFields.ShownNotes) ?? "", notes, LongestNotes),
    };
}
