using Harvester.Core.Model;

namespace Harvester.Storage.Copying;

/// <summary>A raw payload as every store keeps it (<see cref="Compressed"/>).</summary>
internal sealed record PackedPayload(RecordKind Kind, string RecordId, string? RecordUrl, string RawHash, byte[] Packed);
