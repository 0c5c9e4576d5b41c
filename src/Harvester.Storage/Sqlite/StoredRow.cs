using Harvester.Core.Model;

namespace Harvester.Storage.Sqlite;

/// <summary>What a write needs to know of the dataset that it meets.</summary>
internal sealed record StoredRow(
    long Key, string Id, string Source, string RecordId, DatasetState State, int Version, string ContentHash, IReadOnlyList<string> PreviousIds);
