using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Harvester.Search.Searching;

/// <summary>Makes a <see cref="Snapshot"/> of each state of the index that becomes visible.</summary>
internal sealed class SnapshotFactory(TimeProvider clock) : SearcherFactory
{
    public override IndexSearcher NewSearcher(IndexReader reader) => new Snapshot(reader, clock);
}
