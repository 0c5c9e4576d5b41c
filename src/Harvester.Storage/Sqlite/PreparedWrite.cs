using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>A write with what it stores, made ready before the write lock is taken; empty arrays where it stores nothing.</summary>
internal sealed record PreparedWrite(CatalogueWrite Write, byte[] Document, byte[] Payload)
{
    public static PreparedWrite Of(CatalogueWrite write) => write switch
    {
        CatalogueWrite.Put put => new PreparedWrite(write, Serialize(put.Dataset), Compressed.Pack(put.Raw.Json.Span)),
        CatalogueWrite.Refresh refresh => new PreparedWrite(write, Serialize(refresh.Dataset), Compressed.Pack(refresh.Raw.Json.Span)),
        CatalogueWrite.Remap remap => new PreparedWrite(write, Serialize(remap.Dataset), []),
        _ => new PreparedWrite(write, [], []),
    };

    private static byte[] Serialize(Dataset dataset) =>
        DatasetJson.Serialize(dataset.Annotations is null ? dataset : dataset with { Annotations = null });
}
