using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Tests.Connectors.Html;
using Harvester.Tests.Mapping;

namespace Harvester.Tests.Connectors.Dcat;

/// <summary>What the project's own mapping files make of a harvest.</summary>
internal static class Mapped
{
    public static IReadOnlyList<MappingResult> Of(Harvest harvest, Source? source = null) =>
        [.. harvest.Records.Select(record => MappingFixture.Mapper.Map(record, source ?? MappingFixture.Source(RecordKind.Dcat)))];
}
