using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>A record's payload as it is kept for re-mapping; the store compresses it.</summary>
public sealed record RawPayload(RecordKind Kind, string RecordId, string? RecordUrl, string RawHash, ReadOnlyMemory<byte> Json);
