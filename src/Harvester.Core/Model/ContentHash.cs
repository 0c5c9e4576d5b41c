using System.IO.Hashing;

namespace Harvester.Core.Model;

/// <summary>
/// Hash of a dataset's content: what a reader sees of the publisher's record. Provenance, problems, state, version, sequence and
/// annotations are left out, so that a new mapping that says the same, or a volatile field, makes no new version.
/// </summary>
public static class ContentHash
{
    private static readonly Provenance None = new() { Source = "", RecordId = "", RawHash = "", MappingVersion = "" };

    public static string Of(Dataset dataset)
    {
        var content = dataset with
        {
            Id = "",
            PreviousIds = [],
            Provenance = None,
            Problems = [],
            State = DatasetState.Active,
            Version = 0,
            Sequence = 0,
            Annotations = null,
        };
        return RecordHash.Format(XxHash128.HashToUInt128(DatasetJson.Written(content)));
    }
}
