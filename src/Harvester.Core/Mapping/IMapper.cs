using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>Source record → common schema: pure, the same for every kind of source; what differs is in the crosswalks.</summary>
public interface IMapper
{
    /// <summary>Changes whenever the mapping files, the mapper or this source's own rules do: then every record is mapped anew.</summary>
    string VersionFor(Source source);

    /// <summary>
    /// Maps one record. The dataset has its id, content, problems and provenance (source, record id and URL, raw and content hash, mapping
    /// version); version, sequence, state and the instants are the run's business.
    /// </summary>
    MappingResult Map(SourceRecord record, Source source);
}
