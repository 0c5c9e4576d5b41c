using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>New annotations of one dataset; visible when a reader would notice (quality band, standard dataset, canonical record, dead link).</summary>
public sealed record AnnotationWrite(Annotations Annotations, bool Visible);
